package lamina.chart.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.paint.Fonts;
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

  private final Label title = new Label();
  private final List<Label> notes = IntStream.range(0, NOTES).mapToObj(i -> new Label()).toList();

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
  void lay(FigureCells.Layers cells, Theme theme, boolean rightToLeft, double zoom, double width) {
    var color = color(theme.text());
    var title = Font.font(Fonts.FAMILY, FontWeight.BOLD, TITLE_SIZE * zoom);
    var note = Font.font(Fonts.FAMILY, NOTE_SIZE * zoom);
    double y = cells.layout().end() + NOTE_TOP;
    place(this.title, title, color, rightToLeft, TITLE_TOP * zoom, zoom, width);
    for (var label : notes) {
      place(label, note, color, rightToLeft, y * zoom, zoom, width);
      y += NOTE_LINE;
    }
  }

  private static void place(
      Label label,
      Font font,
      Color color,
      boolean rightToLeft,
      double y,
      double zoom,
      double width) {
    if (!font.equals(label.getFont())) {
      // A style sheet would overrule the font itself.
      label.setStyle(
          String.format(
              java.util.Locale.ROOT,
              "-fx-font-family: \"%s\"; -fx-font-size: %.1fpx; -fx-font-weight: %s;",
              Fonts.FAMILY,
              font.getSize(),
              font.getStyle().contains("Bold") ? "bold" : "normal"));
    }
    label.setTextFill(color);
    label.setNodeOrientation( // the order of a text's parts, and the side that it begins at
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    double room = Math.max(1, width - 2 * MARGIN * zoom);
    label.resizeRelocate(MARGIN * zoom, y, room, font.getSize() * 1.4);
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

  private static void write(Label label, String text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
  }
}
