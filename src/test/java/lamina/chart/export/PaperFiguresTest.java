package lamina.chart.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lamina.chart.figure.ChannelFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.Role;
import lamina.chart.figure.Rounded;
import lamina.chart.figure.SampleFigures;
import lamina.chart.paint.HeatMapLayout;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures as a paper takes them: every kind in every format and at every preset. */
class PaperFiguresTest {
  /** Mean difference of a colour channel, of 255, that another machine's outlines may have. */
  private static final double TOLERANCE = 2.5;

  /** The same for a part of the picture, so that a line or a word can't be missing unseen. */
  private static final double TILE_TOLERANCE = 25;

  private static final int TILE = 24;

  private static final Path ACTUAL = Path.of("target/figures");
  private static final Provenance PROVENANCE =
      new Provenance(Map.of("Model", "pos-teacher, SHA-256 0123abcd, हिन्दी"));

  @TempDir Path folder;

  static Stream<String> names() {
    return SampleFigures.all().keySet().stream();
  }

  private static byte[] bytes(String name, FigureFormat format, ColumnPreset preset)
      throws IOException {
    var figure = SampleFigures.all().get(name);
    return format.bytes(figure, preset.settings(List.of(figure), PROVENANCE));
  }

  @Test
  void everyKindIsAmongTheSamples() {
    var kinds = new HashSet<Class<?>>();
    SampleFigures.all().values().forEach(figure -> kinds.add(figure.getClass()));
    assertEquals(Set.of(Figure.class.getPermittedSubclasses()), kinds);
  }

  @ParameterizedTest
  @MethodSource("names")
  void sameFigureSameBytes(String name) throws Exception {
    Files.createDirectories(ACTUAL);
    for (var format : FigureFormat.values()) {
      var first = bytes(name, format, ColumnPreset.ICML_COLUMN);
      assertArrayEquals(first, bytes(name, format, ColumnPreset.ICML_COLUMN), format.ending());
      Files.write(ACTUAL.resolve(name + "." + format.ending()), first);
    }
  }

  @ParameterizedTest
  @EnumSource(ColumnPreset.class)
  void svgIsSmall(ColumnPreset preset) throws Exception {
    for (var name : SampleFigures.all().keySet()) {
      int size = bytes(name, FigureFormat.SVG, preset).length;
      assertTrue(size < 200_000, name + " has " + size + " bytes");
    }
  }

  @Test
  void pathsOfSvgAreRelative() {
    assertEquals(
        "m1 2l.5-.2zm-1 0q1 1 2-1l0 0c1 1 2 2 3 3",
        SvgPath.relative("M1 2 L1.5 1.75 Z M0 2 Q1 3 2 1 L2 1 C3 2 4 3 5 4", 1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void picturesAreTheReferences(String name) throws Exception {
    var image =
        ImageIO.read(
            new java.io.ByteArrayInputStream(
                bytes(name, FigureFormat.PNG, ColumnPreset.ICML_COLUMN)));
    var reference = PaperFiguresTest.class.getResourceAsStream("/figures/" + name + ".png");
    assertNotNull(reference, "look at target/figures/" + name + ".png and keep it as reference");
    try (reference) {
      var expected = ImageIO.read(reference);
      var difference = difference(expected, image);
      assertTrue(difference < TOLERANCE, name + " differs by " + difference + " of 255");
      for (int y = 0; y + TILE <= image.getHeight(); y += TILE) {
        for (int x = 0; x + TILE <= image.getWidth(); x += TILE) {
          var here =
              difference(
                  expected.getSubimage(x, y, TILE, TILE), image.getSubimage(x, y, TILE, TILE));
          assertTrue(here < TILE_TOLERANCE, name + " at " + x + ", " + y + " by " + here);
        }
      }
    }
  }

  private static double difference(BufferedImage a, BufferedImage b) {
    assertEquals(a.getWidth(), b.getWidth());
    assertEquals(a.getHeight(), b.getHeight());
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
        }
      }
    }
    return sum / 3.0 / a.getWidth() / a.getHeight();
  }

  @ParameterizedTest
  @MethodSource("names")
  void fontsOfPdfAreEmbeddedSubsetsAndNoneIsType3(String name) throws Exception {
    try (var document = Loader.loadPDF(bytes(name, FigureFormat.PDF, ColumnPreset.ICML_COLUMN))) {
      assertEquals(234, document.getPage(0).getMediaBox().getWidth(), 0.01);
      var fonts = fonts(document.getPage(0).getResources(), new ArrayList<>());
      assertFalse(fonts.isEmpty());
      for (var font : fonts) {
        assertTrue(font.isEmbedded(), font.getName());
        assertTrue(font.getName().matches("[A-Z]{6}\\+.*"), font.getName() + " is a subset");
        assertFalse(font instanceof PDType3Font);
        assertTrue(font instanceof PDType0Font);
      }
    }
  }

  private static List<PDFont> fonts(PDResources resources, List<PDFont> found) throws IOException {
    for (COSName name : resources.getFontNames()) {
      found.add(resources.getFont(name));
    }
    for (COSName name : resources.getXObjectNames()) {
      if (resources.getXObject(name) instanceof PDFormXObject form) {
        fonts(form.getResources(), found);
      }
    }
    return found;
  }

  @Test
  void textOfPdfCanBeSearched() throws Exception {
    var text = text(SampleFigures.bars());
    for (var word :
        List.of("accuracy,%", "Teacher", "Ελληνικά", "Русский", "中文", "TiếngViệt", "Türkçe")) {
      assertTrue(text.contains(word), word + " in\n" + text);
    }
    for (var word : List.of("العربية", "हिन्दी", "ไทย")) {
      assertTrue(text.contains(word), word + ", drawn as outlines, in\n" + text);
    }
    var titled = new ChannelFigure("Gates of اردو here", "", Role.TEACHER, new float[] {0.5f});
    var slide = text(titled, ColumnPreset.SLIDE);
    assertTrue(slide.contains("Gatesofاردوhere"), slide);
    var axis = text(SampleFigures.lines());
    assertTrue(axis.contains("fusionlayer"), axis);
  }

  private static String text(Figure figure) throws IOException {
    return text(figure, ColumnPreset.ICML_PAGE);
  }

  private static String text(Figure figure, ColumnPreset preset) throws IOException {
    var settings = preset.settings(PROVENANCE);
    try (var document = Loader.loadPDF(FigureFormat.PDF.bytes(figure, settings))) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(false);
      return stripper.getText(document).replaceAll("\\s", ""); // rotated text comes in pieces
    }
  }

  @Test
  void arabicAndDevanagariInPdfLookAsOnScreen() throws Exception {
    assertFalse(PdfText.letterByLetter("كانت"));
    assertFalse(PdfText.letterByLetter("हिन्दी"));
    assertTrue(PdfText.letterByLetter("Ελληνικά, Русский 中文 12 %"));
    var settings = ColumnPreset.ICML_PAGE.settings(PROVENANCE);
    var figure = SampleFigures.gates();
    var screen =
        FigureExporter.image(figure, settings.width(), settings.height(), 2, settings.style());
    try (PDDocument document = Loader.loadPDF(FigureFormat.PDF.bytes(figure, settings))) {
      var page = new PDFRenderer(document).renderImage(0, 2);
      assertTrue(difference(screen, page) < 4, "differs by " + difference(screen, page));
      var layout = labels(screen);
      var drawn = labels(page);
      assertTrue(layout > 500, "labels are drawn: " + layout);
      assertEquals(1, drawn / layout, 0.1, "ink of the labels");
    }
  }

  /** Ink under the cells, where the tokens stand. */
  private static double labels(BufferedImage image) {
    double ink = 0;
    for (int y = (int) (0.88 * image.getHeight()); y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        ink += 1 - (image.getRGB(x, y) & 255) / 255.0;
      }
    }
    return ink;
  }

  @Test
  void provenanceIsInEveryFile() throws Exception {
    var hash = "SHA-256 0123abcd";
    for (var format : Set.of(FigureFormat.SVG, FigureFormat.TEX)) {
      var text = new String(bytes("lines", format, ColumnPreset.NEURIPS), StandardCharsets.UTF_8);
      assertTrue(text.contains(hash), format.ending());
    }
    var png =
        new String(
            bytes("lines", FigureFormat.PNG, ColumnPreset.NEURIPS), StandardCharsets.ISO_8859_1);
    assertTrue(png.contains("tEXt") && png.contains(hash) && png.contains("pHYs"));
    try (var document = Loader.loadPDF(bytes("lines", FigureFormat.PDF, ColumnPreset.NEURIPS))) {
      var model = document.getDocumentInformation().getCustomMetadataValue("Model");
      assertTrue(model.contains(hash) && model.contains("हिन्दी"), model);
    }
  }

  @Test
  void dataOfPgfplotsIsTheFigures() throws Exception {
    for (var name : SampleFigures.all().keySet()) {
      var tex =
          new String(
              bytes(name, FigureFormat.TEX, ColumnPreset.ACL_COLUMN), StandardCharsets.UTF_8);
      assertEquals(
          tex.chars().filter(c -> c == '{').count() - escaped(tex, "\\{"),
          tex.chars().filter(c -> c == '}').count() - escaped(tex, "\\}"),
          name + ": braces");
      assertTrue(tex.contains("\\begin{axis}") && tex.contains("\\end{document}"), name);
      assertTrue(tex.lines().filter(l -> l.matches("[-\\d. naE]+")).count() >= 11, name);
    }
    var first = SampleFigures.bars().series().getFirst().values()[0];
    assertTrue(
        new String(bytes("bars", FigureFormat.TEX, ColumnPreset.ACL_COLUMN), StandardCharsets.UTF_8)
            .contains("0 " + Rounded.text(first) + " "));
    assertEquals("a\\_b \\& 5 \\% \\textless{} \\#", TexText.escaped("a_b & 5 % < #"));
  }

  @Test
  void pgfplotsIsADocumentAndAPartOfOne() throws Exception {
    var tex =
        new String(
            bytes("bars", FigureFormat.TEX, ColumnPreset.ACL_COLUMN), StandardCharsets.UTF_8);
    int skipped = tex.indexOf("\\@twoclasseserror");
    assertTrue(skipped > 0 && tex.indexOf("\\begin{document}") > skipped, tex);
    assertTrue(tex.indexOf("\\begin{tikzpicture}") > tex.indexOf("\\makeatother"));
    assertEquals("\\LaminaEnd", tex.strip().lines().toList().getLast());
    assertEquals("\\LaminaRtl{Arabic}{كانت}", TexText.escaped("كانت"));
    assertEquals("\\LaminaScript{Devanagari}{हिन्दी}", TexText.escaped("हिन्दी"));
  }

  @Test
  void onlyWhatRunsFromRightToLeftIsTurned() {
    assertEquals(
        "layer 6: \\LaminaRtl{Arabic}{كانت}, mean .51", TexText.escaped("layer 6: كانت, mean .51"));
    assertEquals(
        "\\LaminaRtl{Arabic}{الطبقة \\LaminaLtr{6} من \\LaminaLtr{mBERT}}",
        TexText.escaped("الطبقة 6 من mBERT"));
  }

  /** Needs lualatex; pictures and logs stay in target/tex to be looked at. */
  @ParameterizedTest
  @MethodSource("names")
  @EnabledIfSystemProperty(named = "lamina.latex", matches = "true")
  void everyFigureCompiles(String name) throws Exception {
    for (var preset : List.of(ColumnPreset.ACL_COLUMN, ColumnPreset.SLIDE)) {
      var place = Path.of("target", "tex", preset.name().toLowerCase(Locale.ROOT));
      Files.createDirectories(place);
      Files.write(place.resolve(name + ".tex"), bytes(name, FigureFormat.TEX, preset));
      var run =
          new ProcessBuilder(
                  "lualatex", "-interaction=nonstopmode", "-halt-on-error", name + ".tex")
              .directory(place.toFile())
              .redirectErrorStream(true)
              .redirectOutput(place.resolve(name + ".txt").toFile())
              .start();
      assertEquals(0, run.waitFor(), place.resolve(name + ".log").toString());
    }
  }

  @Test
  void aFigureIsAsHighAsItsNamesNeed() {
    var map = SampleFigures.gains();
    var settings = ColumnPreset.ICML_COLUMN.settings(List.of(map), PROVENANCE);
    assertTrue(settings.height() > ColumnPreset.ICML_COLUMN.settings(PROVENANCE).height());
    double scale = settings.style().scale();
    var row =
        HeatMapLayout.of(map, settings.width() / scale, settings.height() / scale + 46).cell(0, 0);
    assertTrue(row.getHeight() >= HeatMapLayout.ROW, "no name is left out: " + row.getHeight());
    var lines = List.<Figure>of(SampleFigures.lines());
    assertEquals(
        ColumnPreset.ICML_COLUMN.settings(PROVENANCE),
        ColumnPreset.ICML_COLUMN.settings(lines, PROVENANCE));
  }

  private static long escaped(String tex, String what) {
    return (tex.length() - tex.replace(what, "").length()) / what.length();
  }

  @Test
  void aBundleIsAWholeFolder() throws Exception {
    var written =
        PaperBundle.write(
            Map.of("lines", SampleFigures.lines()),
            folder.resolve("paper"),
            EnumSet.allOf(FigureFormat.class),
            ColumnPreset.ACL_COLUMN.settings(PROVENANCE));
    assertEquals(FigureFormat.values().length + 3, written.size());
    try (var files = Files.list(folder.resolve("paper"))) {
      assertEquals(Set.copyOf(written), Set.copyOf(files.toList()));
    }
    var caption = Files.readString(folder.resolve("paper/lines-caption.tex"));
    assertTrue(caption.contains("Middle layers help. 95 \\% intervals"), caption);
    assertTrue(
        Files.readString(folder.resolve("paper/" + PaperBundle.PROVENANCE))
            .contains("SHA-256 0123abcd"));
  }
}
