package lamina.ui.workspace;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The panels of the window. */
public enum PanelKind {
  EXPLORE,
  LAYERS,
  LANGUAGES,
  LATENCY,
  TRAINING;

  /** Lower-case name, on the command line and in node ids. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The panel of a name.
   *
   * @throws lamina.problem.Problem naming the panels there are
   */
  public static PanelKind of(String name) {
    for (var panel : values()) {
      if (panel.key().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return panel;
      }
    }
    throw new lamina.problem.Problem(
        "Unknown panel \""
            + name
            + "\": choose one of "
            + Arrays.stream(values()).map(PanelKind::key).collect(Collectors.joining(", "))
            + ".");
  }
}
