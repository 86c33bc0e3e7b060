package lamina.chart.export;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import com.openhtmltopdf.util.XRLog;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import lamina.chart.figure.Figure;
import lamina.chart.paint.FigurePainter;
import lamina.chart.paint.Fonts;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Element;

/**
 * A page of HTML with its {@link LiveFigure}s as PDF: text in the embedded font, figures painted
 * anew, so that they are the same vectors and text as in any other format. The same page gives the
 * same bytes.
 */
public final class PagePdf {
  private static final long FIXED_ID = 1;
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  private PagePdf() {}

  /**
   * Lays out a page for print.
   *
   * @param html well-formed as XML but for its scripts, which print nothing; the family is {@link
   *     Fonts#FAMILY}, whatever it asks for besides
   * @param figures of the page by the ids of their elements
   * @param s what they were written with
   */
  public static byte[] bytes(String html, Map<String, Figure> figures, ExportSettings s) {
    XRLog.setLoggingEnabled(false); // it tells each property of CSS that print has no use for
    var still = html.replaceAll("(?s)<script.*?</script>", "");
    var out = new ByteArrayOutputStream();
    try (var document = new PDDocument()) {
      var renderer =
          new PdfRendererBuilder()
              .usePDDocument(document)
              .useFont(() -> font(false), Fonts.FAMILY, REGULAR, FontStyle.NORMAL, true)
              .useFont(() -> font(true), Fonts.FAMILY, BOLD, FontStyle.NORMAL, true)
              .useSVGDrawer(new Painted(figures, s, new PdfText(document)))
              .useExternalResourceAccessControl(
                  (address, type) -> false,
                  ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
              .withHtmlContent(still, null)
              .buildPdfRenderer();
      renderer.layout();
      renderer.createPDFWithoutClosing();
      var information = document.getDocumentInformation();
      information.setCreationDate(null);
      information.setModificationDate(null);
      information.setCreator("Lamina");
      document.setDocumentId(FIXED_ID);
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static InputStream font(boolean bold) {
    return Fonts.file(bold);
  }

  /** Paints figures where a page has their drawings. */
  private record Painted(Map<String, Figure> figures, ExportSettings settings, PdfText letters)
      implements SVGDrawer {
    @Override
    public SVGImage buildSVGImage(
        Element drawing, Box box, CssContext css, double width, double height, double dots) {
      var at = drawing.getParentNode();
      Figure figure = null;
      while (figure == null) {
        figure = at instanceof Element e ? figures.get(e.getAttribute("id")) : null;
        at = at.getParentNode();
      }
      return new Image(figure, LiveFigure.settings(figure, settings), letters, width, dots);
    }

    @Override
    public void importFontFaceRules(List<FontFaceRule> rules, SharedContext context) {}

    @Override
    public void addFontFile(java.io.File file, String family, Integer weight, FontStyle style) {}

    @Override
    public void close() {}
  }

  /**
   * A figure on a page.
   *
   * @param wide dots that the page gives it, at most 0 for none said
   * @param dots of a pixel
   */
  private record Image(Figure figure, ExportSettings s, PdfText letters, double wide, double dots)
      implements SVGDrawer.SVGImage {
    @Override
    public int getIntrinsicWidth() {
      return (int) (wide > 0 ? wide : s.width() * dots);
    }

    @Override
    public int getIntrinsicHeight() {
      return (int) (getIntrinsicWidth() * s.height() / s.width());
    }

    @Override
    public void drawSVG(OutputDevice out, RenderingContext context, double x, double y) {
      double scale = getIntrinsicWidth() / dots / s.width();
      out.drawWithGraphics(
          (float) x,
          (float) y,
          (float) (scale * s.width()),
          (float) (scale * s.height()),
          g -> {
            ((PdfBoxGraphics2D) g).setFontTextDrawer(letters);
            g.setColor(Color.BLACK); // nothing is drawn until both are set
            g.setStroke(new BasicStroke(1));
            g.scale(scale, scale);
            FigurePainter.paint(figure, g, s.width(), s.height(), s.style());
          });
    }
  }
}
