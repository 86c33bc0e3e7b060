package lamina.chart.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lamina.problem.Problem;

/** What a figure can be written as. */
public enum FigureFormat {
  PDF,
  SVG,
  PNG,
  /** pgfplots, with its data inline. */
  TEX,
  CSV;

  /** The ending of its files, without the point. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a file's ending.
   *
   * @throws Problem where the ending says none
   */
  static FigureFormat of(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(f -> name.endsWith("." + f.ending()))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    file
                        + ": the ending says no format; use one of "
                        + Arrays.stream(values())
                            .map(f -> "." + f.ending())
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
