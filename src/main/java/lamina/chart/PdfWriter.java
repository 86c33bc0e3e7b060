package lamina.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.FontMetrics;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.Character.UnicodeScript;
import java.text.AttributedCharacterIterator;
import java.text.CharacterIterator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * PDF of one page. Scripts that are set letter by letter are text in embedded, subset fonts and can
 * be searched; scripts whose letters change shape or place are outlines of shaped glyphs, because
 * PDFBox writes code points one by one.
 */
final class PdfWriter {
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
  private static final long FIXED_ID = 1;

  private PdfWriter() {}

  static void write(Figure figure, ExportSettings s, OutputStream out) throws IOException {
    try (var document = new PDDocument();
        var text = new Text(document)) {
      var page = new PDPage(new PDRectangle((float) s.width(), (float) s.height()));
      document.addPage(page);
      var g = new PdfBoxGraphics2D(document, (float) s.width(), (float) s.height());
      g.setFontTextDrawer(text);
      // Nothing is drawn until both are set.
      g.setColor(Color.BLACK);
      g.setStroke(new BasicStroke(1));
      FigurePainter.paint(figure, g, s.width(), s.height(), s.style());
      g.dispose();
      try (var content = new PDPageContentStream(document, page)) {
        content.drawForm(g.getXFormObject());
      }
      var information = document.getDocumentInformation();
      information.setTitle(figure.title());
      information.setSubject(figure.caption());
      information.setCreator("Lamina");
      s.provenance().entries().forEach(information::setCustomMetadataValue);
      document.setDocumentId(FIXED_ID);
      document.save(out);
    }
  }

  /** Whether every letter stands by itself, in the order of writing. */
  static boolean letterByLetter(CharSequence text) {
    return text.codePoints().allMatch(c -> LETTER_BY_LETTER.contains(UnicodeScript.of(c)));
  }

  private static final class Text extends PdfBoxGraphics2DFontTextDrawer {
    private final PDDocument document;
    private PDFont regular;
    private PDFont bold;

    Text(PDDocument document) {
      this.document = document;
    }

    @Override
    public boolean canDrawText(AttributedCharacterIterator iterator, IFontTextDrawerEnv env)
        throws IOException, FontFormatException {
      var text = new StringBuilder();
      for (char c = iterator.first(); c != CharacterIterator.DONE; c = iterator.next()) {
        text.append(c);
      }
      iterator.first();
      return letterByLetter(text) && super.canDrawText(iterator, env);
    }

    @Override
    protected boolean hasDynamicFontMapping() {
      return true;
    }

    @Override
    protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
      if (font.getFontName(Locale.ROOT).contains("Bold")) {
        bold = bold == null ? load(true) : bold;
        return bold;
      }
      regular = regular == null ? load(false) : regular;
      return regular;
    }

    private PDFont load(boolean heavy) throws IOException {
      try (var in = Fonts.file(heavy)) {
        return PDType0Font.load(document, in, true);
      }
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
}
