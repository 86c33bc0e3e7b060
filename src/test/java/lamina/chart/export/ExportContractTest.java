package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureRows;
import lamina.chart.figure.FigureTable;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.Role;
import lamina.chart.figure.SampleFigures;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.Theme;
import lamina.files.CsvText;
import lamina.files.JsonText;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every writer with every word that people's data may hold; each file is read by another parser.
 */
class ExportContractTest {
  private static final List<String> WORDS =
      List.of(
          "a\tb",
          "a\nb\r\nc",
          "\uFEFFa",
          "a\u0000b\u0007\u001B[31m",
          "\uD800",
          "a\uDC00b",
          "\uFFFF",
          "=1+1",
          "+1",
          "-x",
          "@sum",
          "\"a\",b;c|d",
          "]]><b>&amp;</b>",
          "\\end{document}%#&_^~$ -- `` ''",
          "{",
          "}",
          "\u202Eabc\u2066",
          "\u200Fب",
          "\uD83D\uDE00",
          "\u0085\u2028x",
          "e\u0301\u200D",
          "",
          " ");

  @TempDir private Path folder;

  /** Gives each text of a figure the next word. */
  private static final class Next implements UnaryOperator<String> {
    private int at;

    Next(int from) {
      at = from;
    }

    @Override
    public String apply(String given) {
      return WORDS.get(at++ % WORDS.size());
    }
  }

  static Stream<Figure> figures() {
    return SampleFigures.all().values().stream()
        .flatMap(f -> Stream.of(0, WORDS.size() / 2).map(from -> f.texts(new Next(from))));
  }

  /** Each word as a title and as a caption. */
  static Stream<Figure> titles() {
    return IntStream.range(0, WORDS.size()).mapToObj(i -> SampleFigures.lines().texts(new Next(i)));
  }

  private static final ExportSettings SETTINGS =
      new ExportSettings(
          400,
          300,
          FigureStyle.screen(Theme.LIGHT, FigureWords.ENGLISH),
          72,
          new Provenance(Map.of("Model\u0001", "x\u0000]]>\uD800")));

  private static byte[] bytes(Figure figure, FigureFormat format) throws Exception {
    return format.bytes(figure, SETTINGS);
  }

  private static String text(Figure figure, FigureFormat format) throws Exception {
    return new String(bytes(figure, format), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource({"figures", "titles"})
  void svgIsXml(Figure figure) throws Exception {
    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes(figure, FigureFormat.SVG)))
            .getDocumentElement();
    assertEquals(
        DrawableText.drawable(figure.title()),
        root.getElementsByTagName("title").item(0).getTextContent());
    var ids = new HashSet<String>();
    var all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      var id = all.item(i).getAttributes().getNamedItem("id");
      assertTrue(id == null || ids.add(id.getNodeValue()), "an id stands once");
    }
    for (int i = 0; i < all.getLength(); i++) {
      var use = all.item(i).getAttributes().getNamedItem("xlink:href");
      assertTrue(use == null || ids.contains(use.getNodeValue().substring(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("figures")
  void pdfHasAPageOfText(Figure figure) throws Exception {
    try (var document = Loader.loadPDF(bytes(figure, FigureFormat.PDF))) {
      assertEquals(1, document.getNumberOfPages());
      assertNotNull(new PDFTextStripper().getText(document));
    }
  }

  @ParameterizedTest
  @MethodSource("figures")
  void pngIsAPicture(Figure figure) throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(bytes(figure, FigureFormat.PNG)));
    assertEquals(400, image.getWidth());
  }

  @ParameterizedTest
  @MethodSource({"figures", "titles"})
  void texIsBalancedAndPlain(Figure figure) throws Exception {
    var tex = text(figure, FigureFormat.TEX);
    int depth = 0;
    for (var line : tex.split("\n")) {
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        assertTrue(c >= ' ' && c != 0x7F && !Character.isSurrogate(c) || paired(line, i), line);
        if (c == '\\') {
          i++;
        } else if (c == '%') {
          break;
        } else {
          depth += c == '{' ? 1 : c == '}' ? -1 : 0;
          assertTrue(depth >= 0, line);
        }
      }
    }
    assertEquals(0, depth, tex);
    var compiled = tex.replaceAll("(?m)^%.*$", "");
    assertEquals(1, compiled.split("\\\\end\\{document}", -1).length - 1, "the frame's own alone");
  }

  private static boolean paired(String line, int i) {
    return Character.isHighSurrogate(line.charAt(i)) && Character.isLowSurrogate(line.charAt(i + 1))
        || Character.isLowSurrogate(line.charAt(i))
            && Character.isHighSurrogate(line.charAt(i - 1));
  }

  @ParameterizedTest
  @MethodSource({"figures", "titles"})
  void csvHoldsEveryWordAndNothingToCompute(Figure figure) throws Exception {
    var csv = text(figure, FigureFormat.CSV);
    var rows = FigureTable.rows(figure, FigureWords.ENGLISH);
    try (var parser = CSVParser.parse(new StringReader(csv), CSVFormat.DEFAULT)) {
      var records = parser.getRecords();
      assertEquals(rows.size(), records.size());
      for (int r = 0; r < rows.size(); r++) {
        assertEquals(rows.get(r).size(), records.get(r).size(), "columns of row " + r);
        for (int c = 0; c < rows.get(r).size(); c++) {
          cell(rows.get(r).get(c), records.get(r).get(c));
        }
      }
    }
  }

  private static void cell(Object given, String read) {
    if (given instanceof Number n) {
      assertEquals(Double.isFinite(n.doubleValue()) ? n.toString() : "", read);
    } else {
      assertFalse(read.length() > 1 && "=+-@\t\r\n".indexOf(read.charAt(0)) >= 0 && !number(read));
      var whole =
          given
              .toString()
              .replaceAll(
                  "[\\uD800-\\uDFFF](?<![\\uD800-\\uDBFF][\\uDC00-\\uDFFF])(?![\\uDC00-\\uDFFF])",
                  "\uFFFD");
      assertEquals(whole, read.startsWith("'") ? read.substring(1) : read);
    }
  }

  private static boolean number(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Test
  void numbersStayNumbersAndWhatIsNoneIsEmptyOrNull() throws Exception {
    var csv =
        new CsvText("\n")
            .row(-1.5, "-1.5", "+2", "-", "=", "1e-3", Double.NaN, Float.POSITIVE_INFINITY, true)
            .row("-1a", "=A1", "@x", "\tx", null)
            .toString();
    assertEquals(
        "-1.5,-1.5,+2,-,=,1e-3,,,true\n'-1a,'=A1,'@x,\"'\tx\",\n",
        csv.replace("'\tx,", "\"'\tx\","));
    var root = new ObjectMapper().createObjectNode().put("a", Double.NaN).put("b", 1.5);
    root.putArray("c").add(Float.NaN).add(Double.NEGATIVE_INFINITY).addObject().put("d", 0.0 / 0);
    var read = new ObjectMapper().readTree(JsonText.line(root));
    assertTrue(read.path("a").isNull());
    assertEquals(1.5, read.path("b").doubleValue());
    assertTrue(read.path("c").get(0).isNull() && read.path("c").get(1).isNull());
    assertTrue(read.path("c").get(2).path("d").isNull());
    assertEquals(read, new ObjectMapper().readTree(JsonText.pretty(root)));
    assertTrue(root.path("a").isNumber(), "the values themselves stay");
  }

  @Test
  void aCaptionNamesWhatWasWritten() throws Exception {
    var figure = SampleFigures.bars();
    for (var format : FigureFormat.values()) {
      var into = folder.resolve(format.ending());
      var written = PaperBundle.write(Map.of("f", figure), into, EnumSet.of(format), SETTINGS);
      var caption = into.resolve("f-caption.tex");
      assertEquals(
          Set.of(FigureFormat.PDF, FigureFormat.PNG, FigureFormat.TEX).contains(format),
          written.contains(caption));
      if (written.contains(caption)) {
        assertTrue(Files.readString(caption).contains("{f." + format.ending() + "}"));
        assertTrue(Files.exists(into.resolve("f." + format.ending())));
      }
    }
  }

  @Test
  void aTableHasOneLanguage() throws Exception {
    var names = new java.util.HashMap<String, String>();
    FigureWords.COLUMNS.forEach(c -> names.put(c, "ع" + c.length()));
    var e = FigureWords.ENGLISH;
    var arabic =
        new FigureWords(
            e.gate(),
            e.weight(),
            e.layer(),
            e.head(),
            e.meanGate(),
            e.gateDeviation(),
            e.attention(),
            e.channels(),
            e.time(),
            e.answered(),
            e.numbers(),
            e.origin(),
            e.unpainted(),
            e.zoom(),
            e.seen(),
            names,
            true);
    for (var figure : SampleFigures.all().values()) {
      var header = FigureRows.of(figure.texts(t -> "ع"), arabic).header();
      assertTrue(header.stream().allMatch(h -> h.startsWith("ع")), header.toString());
    }
  }

  /** Letters that join have another form at each place. */
  @Test
  void arabicIsJoinedInSvgToo() throws Exception {
    var figure = new ChannelFigure("ببب", "", Role.TEACHER, new float[] {0.5f});
    var svg = text(figure, FigureFormat.SVG);
    var forms = new ArrayList<String>();
    var title = svg.substring(svg.indexOf("<use"));
    java.util.regex.Pattern.compile("href=\"#(g[0-9a-f]+)\"")
        .matcher(title)
        .results()
        .limit(3)
        .forEach(m -> forms.add(m.group(1)));
    assertEquals(3, new HashSet<>(forms).size(), forms.toString());
  }

  @Test
  void anOrdinaryFigureIsSmall() throws Exception {
    var tokens = new ArrayList<String>();
    var layers = new ArrayList<Integer>();
    var values = new float[11][126];
    for (int t = 0; t < 126; t++) {
      tokens.add(List.of("word", "##ing", "كانت", "в", "的", "Haus").get(t % 6));
    }
    for (int l = 0; l < 11; l++) {
      layers.add(l + 1);
      for (int t = 0; t < 126; t++) {
        values[l][t] = (31 * l + 7 * t) % 100 / 100f;
      }
    }
    for (int length : new int[] {20, 60, 126}) {
      var map =
          new GateMapFigure(
              "Gates", "", Role.TEACHER, tokens.subList(0, length), layers, values, false);
      var screen = ExportSettings.screen(900, 460, Theme.LIGHT);
      int size = FigureFormat.SVG.bytes(map, screen).length;
      assertTrue(size < 200_000, length + " tokens: " + size);
    }
  }

  @Test
  void answersAndGatesOfALongTextAreSmall() throws Exception {
    for (int words : new int[] {20, 40, 60}) {
      var map = SampleFigures.layerMap(words, 11);
      var screen = ExportSettings.screen(1100, 560, Theme.LIGHT);
      int size = FigureFormat.SVG.bytes(map, screen).length;
      assertTrue(size < 200_000, words + " words: " + size);
    }
  }
}
