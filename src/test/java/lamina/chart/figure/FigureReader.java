package lamina.chart.figure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import lamina.chart.export.ExportSettings;
import lamina.chart.export.FigureExporter;
import lamina.chart.paint.Theme;
import lamina.files.RegularFile;

/** Exports figures whose words and numbers come from a file. */
public final class FigureReader {
  private static final int MOST = 6;
  private static final int LONGEST = 200;

  private FigureReader() {}

  /** Reads lines of words and exports figures of them in every format. */
  public static void export(Path folder) throws IOException {
    var text =
        new String(
            RegularFile.bytes(folder.resolve("figure.txt"), 1 << 30), StandardCharsets.UTF_8);
    var words = new ArrayList<String>();
    for (var word : text.split("[,\n]", -1)) {
      if (words.size() < MOST) {
        words.add(word.substring(0, Math.min(LONGEST, word.length())));
      }
    }
    var values = words.stream().mapToDouble(FigureReader::number).toArray();
    int which = Math.floorMod(text.hashCode(), 10);
    var endings = List.of("svg", "tex", "csv", "png", "pdf");
    var settings = ExportSettings.screen(300, 200, Theme.LIGHT);
    var file = folder.resolve("figure." + endings.get(which / 2));
    FigureExporter.write(which % 2 == 0 ? bars(words, values) : aligned(words), file, settings);
    if (which / 2 == 0) {
      wellFormed(file);
    }
  }

  private static void wellFormed(Path svg) throws IOException {
    try (var in = Files.newInputStream(svg)) {
      var reader = XMLInputFactory.newFactory().createXMLStreamReader(in);
      while (reader.hasNext()) {
        reader.next();
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static double number(String word) {
    try {
      return Double.parseDouble(word.strip());
    } catch (NumberFormatException e) {
      return word.length();
    }
  }

  private static BarFigure bars(List<String> words, double[] values) {
    var first = words.getFirst();
    var count = new int[values.length];
    var low = Arrays.stream(values).map(v -> v - 1).toArray();
    var high = Arrays.stream(values).map(v -> v + 1).toArray();
    var series = new BarFigure.Series(words.getLast(), Role.TEACHER, values, low, high, count);
    return new BarFigure(first, first + " " + first, words.getLast(), words, List.of(series));
  }

  private static AlignedFigure aligned(List<String> words) {
    var line =
        words.stream()
            .map(w -> new AlignedFigure.Word(w, w, "NOUN", List.of(w), new float[] {0.5f}))
            .toList();
    return new AlignedFigure(
        words.getFirst(),
        words.getLast(),
        Role.STUDENT,
        List.of("NOUN"),
        true,
        List.of(new AlignedFigure.Line(words.getFirst(), "", "", words.size() % 2 == 0, line)),
        0,
        1);
  }
}
