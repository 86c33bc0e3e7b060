package lamina.chart.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureTable;
import lamina.problem.Problem;

/** What a figure can be written as: everything else asks here, so that a format is added here. */
public enum FigureFormat {
  PDF(false, fitting(PdfWriter::bytes)),
  SVG(false, SvgWriter::bytes),
  PNG(false, fitting(PngWriter::bytes)),
  /** A page of its own, whose values answer the mouse. */
  HTML(false, HtmlWriter::bytes),
  /** pgfplots, with its data inline. */
  TEX(false, (figure, s) -> TexWriter.text(figure, s).getBytes(StandardCharsets.UTF_8)),
  /** The numbers; texts stay what they are. */
  CSV(
      true,
      (figure, s) -> FigureTable.csv(figure, s.style().words()).getBytes(StandardCharsets.UTF_8));

  private final boolean anyCharacter;
  private final Writer writer;

  /** Makes a file's content. */
  private interface Writer {
    byte[] bytes(Figure figure, ExportSettings settings) throws IOException;
  }

  /** A writer that refuses what would be cut. */
  private static Writer fitting(Writer writer) {
    return (figure, settings) -> {
      FitCheck.require(figure, settings);
      return writer.bytes(figure, settings);
    };
  }

  /**
   * A format.
   *
   * @param anyCharacter whether texts may hold characters that nothing can draw
   */
  FigureFormat(boolean anyCharacter, Writer writer) {
    this.anyCharacter = anyCharacter;
    this.writer = writer;
  }

  /** The content of a file. */
  byte[] bytes(Figure figure, ExportSettings settings) throws IOException {
    return writer.bytes(anyCharacter ? figure : figure.texts(DrawableText::drawable), settings);
  }

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
