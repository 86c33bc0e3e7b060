package lamina.chart.export;

import de.rototor.pdfbox.graphics2d.IPdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.text.AttributedCharacterIterator;
import java.text.Bidi;
import java.text.CharacterIterator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lamina.chart.paint.Fonts;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * Text in a PDF. Scripts that are set letter by letter are text in embedded, subset fonts. Scripts
 * whose letters change shape or place are outlines of shaped glyphs, because PDFBox writes code
 * points one by one; over them lies invisible text of the same width, which can be searched.
 */
final class PdfText implements IPdfBoxGraphics2DFontTextDrawer {
  private static final Set<UnicodeScript> LETTER_BY_LETTER =
      EnumSet.of(
          UnicodeScript.COMMON,
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);
  private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);

  private final PDDocument document;
  private final Map<Boolean, Letters> fonts = new HashMap<>();

  /** A font of the document and which letters it has, as it says itself. */
  private record Letters(PDType0Font font) {
    boolean hasLetter(int point) {
      return font.getCmapLookup().getGlyphId(point) > 0;
    }
  }

  PdfText(PDDocument document) {
    this.document = document;
  }

  /** Whether every letter stands by itself, in the order of writing. */
  static boolean letterByLetter(CharSequence text) {
    return text.codePoints().allMatch(c -> LETTER_BY_LETTER.contains(UnicodeScript.of(c)));
  }

  @Override
  public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv env) {
    return env.getFont().getFamily(Locale.ROOT).equals(Fonts.FAMILY);
  }

  @Override
  public void drawText(AttributedCharacterIterator iterator, IFontTextDrawerEnv env)
      throws IOException {
    var text = text(iterator);
    var font = env.getFont();
    var out = env.getContentStream();
    env.applyPaint(env.getPaint(), null);
    var letters = embedded(font);
    boolean known = text.codePoints().allMatch(c -> letters.hasLetter(c));
    if (known && letterByLetter(text)) {
      show(out, text, font, RenderingMode.FILL, 1);
      return;
    }
    var layout = new TextLayout(text, font, UNHINTED);
    fill(out, layout.getOutline(new AffineTransform()));
    var visual = visual(text);
    double natural = known ? letters.font().getStringWidth(visual) / 1000 * font.getSize2D() : 0;
    if (natural > 0) {
      show(out, visual, font, RenderingMode.NEITHER, layout.getAdvance() / natural);
    }
  }

  private static String text(AttributedCharacterIterator iterator) {
    var text = new StringBuilder();
    for (char c = iterator.first(); c != CharacterIterator.DONE; c = iterator.next()) {
      text.append(c);
    }
    return text.toString();
  }

  /** The characters from left to right, as readers of PDF expect them on the page. */
  static String visual(String text) {
    var bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int[] points = text.codePoints().toArray();
    var levels = new byte[points.length];
    var order = new Integer[points.length];
    int at = 0;
    for (int i = 0; i < points.length; i++) {
      levels[i] = (byte) bidi.getLevelAt(at);
      order[i] = points[i];
      at += Character.charCount(points[i]);
    }
    Bidi.reorderVisually(levels, 0, order, 0, order.length);
    var visual = new StringBuilder();
    for (int point : order) {
      visual.appendCodePoint(point);
    }
    return visual.toString();
  }

  private void show(
      PDPageContentStream out, String text, Font font, RenderingMode mode, double stretched)
      throws IOException {
    out.saveGraphicsState();
    out.beginText();
    out.setFont(embedded(font).font(), font.getSize2D());
    out.setRenderingMode(mode);
    out.setHorizontalScaling((float) (100 * stretched));
    out.setTextMatrix(new Matrix(1, 0, 0, -1, 0, 0));
    out.showText(text);
    out.endText();
    out.restoreGraphicsState();
  }

  private Letters embedded(Font font) throws IOException {
    boolean bold = font.getFontName(Locale.ROOT).contains("Bold");
    var known = fonts.get(bold);
    if (known == null) {
      try (var file = Fonts.file(bold)) {
        known = new Letters(PDType0Font.load(document, file, true));
      }
      fonts.put(bold, known);
    }
    return known;
  }

  private static void fill(PDPageContentStream out, Shape shape) throws IOException {
    float x = 0;
    float y = 0;
    var c = new float[6];
    for (var path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      switch (path.currentSegment(c)) {
        case PathIterator.SEG_MOVETO -> out.moveTo(x = c[0], y = c[1]);
        case PathIterator.SEG_LINETO -> out.lineTo(x = c[0], y = c[1]);
        case PathIterator.SEG_QUADTO -> {
          // PDF has cubic curves only.
          float x1 = x + 2 * (c[0] - x) / 3;
          float y1 = y + 2 * (c[1] - y) / 3;
          float x2 = c[2] + 2 * (c[0] - c[2]) / 3;
          float y2 = c[3] + 2 * (c[1] - c[3]) / 3;
          out.curveTo(x1, y1, x2, y2, x = c[2], y = c[3]);
        }
        case PathIterator.SEG_CUBICTO -> out.curveTo(c[0], c[1], c[2], c[3], x = c[4], y = c[5]);
        default -> out.closePath();
      }
    }
    out.fill();
  }

  /** The screen's, so that a figure is laid out alike in every format. */
  @Override
  public FontMetrics getFontMetrics(Font font, IFontTextDrawerEnv env) {
    var g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      return g.getFontMetrics(font);
    } finally {
      g.dispose();
    }
  }
}
