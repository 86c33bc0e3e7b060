package lamina.claims;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the numbers behind a verdict are to be seen.
 *
 * @param figure of the report; empty where none has them
 * @param file that has them, in words; empty where the figure alone does, or nothing
 */
public record Shown(Optional<Chart> figure, String file) {
  /** Figures of a report on claims. */
  public enum Chart {
    /** Retrieval and a probe by layer. */
    LAYERS,
    /** Gain of the paper's fusion by layer and task. */
    GAINS,
    /** Share of its teacher's score that each student keeps. */
    KEPT,
    /** Agreement with the family tree by layer. */
    KINSHIP;

    /** Its name, in names of files too. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nowhere. */
  static final Shown NOWHERE = new Shown(Optional.empty(), "");

  static Shown in(Chart figure) {
    return in(figure, "");
  }

  static Shown in(Chart figure, String file) {
    return new Shown(Optional.of(figure), file);
  }

  static Shown in(String file) {
    return new Shown(Optional.empty(), file);
  }

  /** "figure layers.svg; models/base/similarity.json"; empty for nowhere. */
  public String words() {
    return Stream.concat(figure.stream().map(f -> "figure " + f.key() + ".svg"), Stream.of(file))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
