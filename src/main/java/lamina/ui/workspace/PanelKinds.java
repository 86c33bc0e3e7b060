package lamina.ui.workspace;

import java.util.List;
import java.util.Locale;
import lamina.problem.Problem;

/**
 * The panels that a window has.
 *
 * @param all in the order in which the window offers them, at least one; the first is in front
 *     where nobody chooses
 */
public record PanelKinds(List<PanelKind> all) {
  /** Copies the list. */
  public PanelKinds {
    all = List.copyOf(all);
  }

  /** The panel that is in front where nobody chooses. */
  public PanelKind first() {
    return all.getFirst();
  }

  /** Names on the command line, in their order. */
  public List<String> keys() {
    return all.stream().map(PanelKind::key).toList();
  }

  /**
   * The panel of a name.
   *
   * @throws Problem naming the panels there are
   */
  public PanelKind of(String name) {
    return all.stream()
        .filter(p -> p.key().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "Unknown panel \""
                        + name
                        + "\": choose one of "
                        + String.join(", ", keys())
                        + "."));
  }
}
