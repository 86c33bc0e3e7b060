package lamina.chart.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.paint.Fonts;
import lamina.chart.paint.LayerCells;
import lamina.chart.paint.Theme;

/**
 * The finding and the notes of maps by layer, as nodes of their own: they follow the slider, and
 * nothing is repainted.
 */
final class MovingTexts {
  private static final int NOTES = 3;
  private static final double MARGIN = 8;
  private static final double TITLE_SIZE = 14;
  private static final double NOTE_SIZE = 11;
  private static final double TITLE_TOP = 3;
  private static final double NOTE_TOP = 3;
  private static final double NOTE_LINE = 15;
  private static final double LINE = 1.4;

  /** Points that a label keeps for itself. */
  private static final double SPARE = 2;

  /** Smallest share of their size that letters are drawn at. */
  private static final double LEAST = 0.5;

  private final Label title = new Label();
  private final List<Label> notes = IntStream.range(0, NOTES).mapToObj(i -> new Label()).toList();

  private Font titleFont = Font.getDefault();
  private Font noteFont = Font.getDefault();
  private double room = 1;

  MovingTexts() {
    title.setId("finding");
    for (var label : nodes()) {
      label.setManaged(false);
      label.setMouseTransparent(true);
      label.setVisible(false);
    }
  }

  List<Node> nodes() {
    var all = new ArrayList<Node>(notes);
    all.addFirst(title);
    return all;
  }

  void hide() {
    nodes().forEach(n -> n.setVisible(false));
  }

  /** Gives the texts their look and their places. */
  void lay(LayerCells cells, Theme theme, boolean rightToLeft, double zoom, double width) {
    var color = color(theme.text());
    titleFont = Font.font(Fonts.FAMILY, FontWeight.BOLD, TITLE_SIZE * zoom);
    noteFont = Font.font(Fonts.FAMILY, NOTE_SIZE * zoom);
    room = Math.max(1, width - 2 * MARGIN * zoom);
    double y = cells.layout().end() + NOTE_TOP;
    place(title, color, rightToLeft, TITLE_TOP * zoom, zoom);
    for (var label : notes) {
      place(label, color, rightToLeft, y * zoom, zoom);
      y += NOTE_LINE;
    }
  }

  private void place(Label label, Color color, boolean rightToLeft, double y, double zoom) {
    label.setTextFill(color);
    label.setNodeOrientation( // the order of a text's parts, and the side that it begins at
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    label.resizeRelocate(MARGIN * zoom, y, room, font(label).getSize() * LINE);
    fit(label);
  }

  private Font font(Label label) {
    return label == title ? titleFont : noteFont;
  }

  /** Each text has one line: where that is too short, as with large letters, they are smaller. */
  private void fit(Label label) {
    var font = font(label);
    var line = new Text(label.getText());
    line.setFont(font);
    double share = (room - SPARE) / Math.max(1, line.getLayoutBounds().getWidth());
    double size = font.getSize() * Math.clamp(share, LEAST, 1);
    // A style sheet would overrule the font itself.
    var style =
        String.format(
            Locale.ROOT,
            "-fx-font-family: \"%s\"; -fx-font-size: %.1fpx; -fx-font-weight: %s;",
            Fonts.FAMILY,
            size,
            label == title ? "bold" : "normal");
    if (!style.equals(label.getStyle())) {
      label.setStyle(style);
    }
  }

  private static Color color(java.awt.Color c) {
    return Color.rgb(c.getRed(), c.getGreen(), c.getBlue());
  }

  /** Writes what a figure says now. */
  void say(LayerMapFigure figure) {
    write(title, figure.title());
    for (int i = 0; i < NOTES; i++) {
      write(notes.get(i), i < figure.notes().size() ? figure.notes().get(i) : "");
    }
  }

  private void write(Label label, String text) {
    if (!text.equals(label.getText())) {
      label.setText(text);
      fit(label);
    }
    label.setVisible(!text.isEmpty());
  }
}
