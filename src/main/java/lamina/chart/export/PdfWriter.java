package lamina.chart.export;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import lamina.chart.figure.Figure;
import lamina.chart.paint.FigurePainter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** PDF of one page, of the figure's size. */
final class PdfWriter {
  private static final long FIXED_ID = 1;

  private PdfWriter() {}

  static byte[] bytes(Figure figure, ExportSettings s) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var document = new PDDocument()) {
      var page = new PDPage(new PDRectangle((float) s.width(), (float) s.height()));
      document.addPage(page);
      var g = new PdfBoxGraphics2D(document, (float) s.width(), (float) s.height());
      g.setFontTextDrawer(new PdfText(document));
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
      s.provenance()
          .entries()
          .forEach(
              (key, value) ->
                  information.setCustomMetadataValue(
                      DrawableText.drawable(key), DrawableText.drawable(value)));
      document.setDocumentId(FIXED_ID);
      document.save(out);
    }
    return out.toByteArray();
  }
}
