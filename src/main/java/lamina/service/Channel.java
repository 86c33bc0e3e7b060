package lamina.service;

/**
 * A line of requests of which only the newest counts: a view's question to a model, for instance. A
 * newer request replaces older ones of the same channel while they wait, and no others. Two
 * channels are never the same, whatever they are called.
 */
public final class Channel {
  private final String name;

  /**
   * A channel.
   *
   * @param name what asks through it, for messages
   */
  public Channel(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
