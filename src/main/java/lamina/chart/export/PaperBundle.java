package lamina.chart.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.chart.figure.Figure;
import lamina.files.AtomicFile;
import lamina.problem.Problem;

/**
 * Figures for a paper as a folder: every format, a draft of the captions, also for LaTeX where a
 * format that it reads is among them, and the provenance.
 */
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
          including(name, formats, settings)
              .ifPresent(
                  include ->
                      text(
                          folder.resolve(name + "-caption.tex"),
                          latex(name, include, figure),
                          written));
        });
    text(folder.resolve(PROVENANCE), settings.provenance().text(), written);
    return List.copyOf(written);
  }

  /** Figures by the names of their files: the first has the name itself, others a number. */
  public static Map<String, Figure> named(String name, List<Figure> figures) {
    var named = new LinkedHashMap<String, Figure>();
    for (int i = 0; i < figures.size(); i++) {
      named.put(i == 0 ? name : String.format(Locale.ROOT, "%s-%d", name, i + 1), figures.get(i));
    }
    return named;
  }

  /** The folder of a panel's figures in one that a person chose. */
  public static Path folder(Path chosen, String name) {
    return chosen.resolve("figures-" + name);
  }

  private static void text(Path file, String content, List<Path> written) {
    AtomicFile.write(file, content);
    written.add(file);
  }

  private static String caption(Figure figure) {
    var title = figure.title().strip();
    return DrawableText.drawable(
        Stream.concat(Stream.of(title), figure.notes().stream())
                .map(PaperBundle::sentence)
                .collect(Collectors.joining(" "))
            + " "
            + figure.caption());
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.matches("(?s).*[.!?]") ? text : text + ".";
  }

  /** What brings the figure in: the first that is written of what LaTeX reads. */
  private static Optional<String> including(
      String name, Set<FigureFormat> formats, ExportSettings settings) {
    if (formats.contains(FigureFormat.TEX) && !formats.contains(FigureFormat.PDF)) {
      return Optional.of("\\input{" + name + ".tex}");
    }
    return Stream.of(FigureFormat.PDF, FigureFormat.PNG)
        .filter(formats::contains)
        .findFirst()
        .map(
            format ->
                String.format(
                    Locale.ROOT,
                    "\\includegraphics[width=%.2fin]{%s.%s}",
                    settings.width() / 72,
                    name,
                    format.ending()));
  }

  private static String latex(String name, String include, Figure figure) {
    return String.format(
        """
        \\begin{figure}
          \\centering
          %s
          \\caption{%s}
          \\label{fig:%s}
        \\end{figure}
        """,
        include, TexText.escaped(caption(figure)), name);
  }
}
