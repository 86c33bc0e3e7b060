package lamina.ui.session;

import java.nio.file.Path;
import java.util.List;
import lamina.engine.EngineChoice;

/**
 * What a person prefers on this machine.
 *
 * @param textSize in percent, 75 to 200
 * @param language tag of the interface's language, or empty for the system's
 * @param engine that computes hidden states
 * @param recent sessions, the newest first, absolute
 * @param window how large it was when it was closed
 */
public record Preferences(
    ThemeChoice theme,
    int textSize,
    String language,
    EngineChoice engine,
    List<Path> recent,
    WindowSize window) {
  /** The smallest text, in percent. */
  public static final int SMALLEST = 75;

  /** The largest text, in percent. */
  public static final int LARGEST = 200;

  private static final int KEPT = 10;

  /**
   * The size of the window's content.
   *
   * @param width in points
   * @param height in points
   */
  public record WindowSize(int width, int height) {
    /** What a window has at first. */
    public static final WindowSize FIRST = new WindowSize(1280, 860);

    private static final int SMALLEST = 640;
    private static final int LARGEST = 10_000;

    /** Keeps it within what a screen may have. */
    public WindowSize {
      width = Math.clamp(width, SMALLEST, LARGEST);
      height = Math.clamp(height, SMALLEST, LARGEST);
    }
  }

  /** Light, dark, or as the system is. */
  public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** Clamps the size and copies the list. */
  public Preferences {
    textSize = Math.clamp(textSize, SMALLEST, LARGEST);
    recent = recent.stream().distinct().limit(KEPT).toList();
  }

  /** As the system is. */
  public static Preferences defaults() {
    return new Preferences(
        ThemeChoice.SYSTEM, 100, "", EngineChoice.AUTO, List.of(), WindowSize.FIRST);
  }

  /** The same with the light theme, whatever the system has. */
  public Preferences lightTheme() {
    return with(ThemeChoice.LIGHT);
  }

  public Preferences with(ThemeChoice other) {
    return new Preferences(other, textSize, language, engine, recent, window);
  }

  public Preferences withTextSize(int percent) {
    return new Preferences(theme, percent, language, engine, recent, window);
  }

  /** The same with another language of the interface. */
  public Preferences withLanguage(String tag) {
    return new Preferences(theme, textSize, tag, engine, recent, window);
  }

  public Preferences withEngine(EngineChoice other) {
    return new Preferences(theme, textSize, language, other, recent, window);
  }

  Preferences withRecent(Path session) {
    var list = new java.util.ArrayList<>(recent);
    list.addFirst(session.toAbsolutePath().normalize());
    return new Preferences(theme, textSize, language, engine, list, window);
  }

  /** The same with another size of the window. */
  public Preferences withWindow(WindowSize size) {
    return new Preferences(theme, textSize, language, engine, recent, size);
  }
}
