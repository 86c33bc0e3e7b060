package lamina.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/** Figures for a paper as a folder: every format, a draft of the captions and the provenance. */
public final class PaperBundle {
  /** Name of the file that says where the figures come from. */
  public static final String PROVENANCE = "provenance.txt";

  private PaperBundle() {}

  /**
   * Writes a folder; files of the same names are replaced, each whole or not at all.
   *
   * @param figures by file name without ending
   * @return what was written
   * @throws Problem where a file cannot be written
   */
  public static List<Path> write(
      Map<String, Figure> figures,
      Path folder,
      Set<FigureFormat> formats,
      ExportSettings settings) {
    var written = new ArrayList<Path>();
    figures.forEach(
        (name, figure) -> {
          for (var format : formats) {
            var file = folder.resolve(name + "." + format.ending());
            FigureExporter.write(figure, file, settings);
            written.add(file);
          }
          text(folder.resolve(name + "-caption.txt"), caption(figure) + "\n", written);
          text(folder.resolve(name + "-caption.tex"), latex(name, figure, settings), written);
        });
    text(folder.resolve(PROVENANCE), settings.provenance().text(), written);
    return List.copyOf(written);
  }

  private static void text(Path file, String content, List<Path> written) {
    AtomicFile.write(file, content);
    written.add(file);
  }

  private static String caption(Figure figure) {
    var title = figure.title().strip();
    return (title.isEmpty() || title.matches("(?s).*[.!?]") ? title : title + ".")
        + " "
        + figure.caption();
  }

  private static String latex(String name, Figure figure, ExportSettings settings) {
    return String.format(
        Locale.ROOT,
        """
        \\begin{figure}
          \\centering
          \\includegraphics[width=%.2fin]{%s.pdf}
          \\caption{%s}
          \\label{fig:%s}
        \\end{figure}
        """,
        settings.width() / 72,
        name,
        TexWriter.escaped(caption(figure)),
        name);
  }
}
