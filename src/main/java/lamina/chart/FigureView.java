package lamina.chart;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/**
 * A figure on screen. It is painted by another thread and shown when it is ready; the highlighted
 * row of a gate map is a node of its own, so that moving it repaints nothing.
 */
public final class FigureView extends Region {
  /** Told which cell of a gate map, or of an attention figure, was clicked. */
  public interface CellHandler {
    /**
     * A cell was clicked.
     *
     * @param row index into the figure's layers, or heads
     * @param token index into its tokens
     */
    void clicked(int row, int token);
  }

  private final ImageView image = new ImageView();
  private final Rectangle highlight = new Rectangle();
  private final Tooltip tooltip = new Tooltip();
  private final AtomicInteger version = new AtomicInteger();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>();
  private Theme theme = Theme.LIGHT;
  private int highlightedRow = -1;
  private CellHandler handler = (row, token) -> {};

  /** An empty view. */
  public FigureView() {
    getStyleClass().add("figure-view");
    setMinSize(120, 80);
    highlight.setFill(Color.TRANSPARENT);
    highlight.setStroke(Color.web("#CF222E"));
    highlight.setStrokeWidth(2);
    highlight.setMouseTransparent(true);
    highlight.setManaged(false);
    highlight.setVisible(false);
    image.setManaged(false);
    getChildren().addAll(image, highlight);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    addEventHandler(MouseEvent.MOUSE_EXITED, e -> tooltip.hide());
    widthProperty().addListener(o -> repaint());
    heightProperty().addListener(o -> repaint());
  }

  /** Shows another figure; null shows nothing. */
  public void setFigure(Figure shown) {
    figure.set(shown);
    if (shown != null) {
      setAccessibleText(shown.title() + ". " + shown.caption());
    }
    repaint();
  }

  /** The figure that is shown. */
  public Figure figure() {
    return figure.get();
  }

  /** The figure that is shown, to follow it. */
  public ReadOnlyObjectProperty<Figure> figureProperty() {
    return figure.getReadOnlyProperty();
  }

  /** Changes the colours. */
  public void setTheme(Theme colors) {
    theme = colors;
    repaint();
  }

  /** Sets who is told of clicks on a cell. */
  public void setOnCell(CellHandler cells) {
    handler = cells;
  }

  /** Outlines a layer's row of a gate map; -1 for none. Repaints nothing. */
  public void setHighlightedRow(int row) {
    highlightedRow = row;
    placeHighlight();
  }

  /** Whether what is shown is painted. */
  public ReadOnlyBooleanProperty readyProperty() {
    return ready.getReadOnlyProperty();
  }

  private void repaint() {
    int mine = version.incrementAndGet();
    placeHighlight();
    double width = getWidth();
    double height = getHeight();
    var shown = figure.get();
    var colors = theme;
    if (shown == null || width < 1 || height < 1) {
      image.setImage(null);
      ready.set(true);
      return;
    }
    ready.set(false);
    double scale = scale();
    Thread.ofVirtual()
        .start(
            () -> {
              if (version.get() != mine) {
                return; // a newer one is on its way
              }
              var painted =
                  FigureExporter.image(shown, width, height, scale, FigureStyle.screen(colors));
              var converted = SwingFXUtils.toFXImage(painted, null);
              Platform.runLater(
                  () -> {
                    if (version.get() == mine) {
                      image.setImage(converted);
                      image.setFitWidth(width);
                      image.setFitHeight(height);
                      ready.set(true);
                    }
                  });
            });
  }

  /** Pixels a point of the screen that the window is on. */
  private double scale() {
    return getScene() == null || getScene().getWindow() == null
        ? 1
        : Math.max(1, getScene().getWindow().getRenderScaleX());
  }

  private void placeHighlight() {
    boolean shown =
        figure.get() instanceof GateMapFigure map
            && highlightedRow >= 0
            && highlightedRow < map.layers().size()
            && getWidth() > 0;
    highlight.setVisible(shown);
    if (shown) {
      var row = layout((GateMapFigure) figure.get()).row(highlightedRow);
      highlight.setX(row.getX());
      highlight.setY(row.getY());
      highlight.setWidth(row.getWidth());
      highlight.setHeight(row.getHeight());
    }
  }

  private GateMapLayout layout(GateMapFigure map) {
    return GateMapLayout.of(map, getWidth(), getHeight());
  }

  private void hover(MouseEvent event) {
    if (figure.get() instanceof GateMapFigure map) {
      layout(map)
          .cellAt(event.getX(), event.getY())
          .ifPresentOrElse(
              cell -> {
                tooltip.setText(
                    String.format(
                        Locale.ROOT,
                        "%s · layer %d · mean gate %.4f",
                        map.tokens().get(cell.token()),
                        map.layers().get(cell.row()),
                        map.values()[cell.row()][cell.token()]));
                tooltip.show(this, event.getScreenX() + 12, event.getScreenY() + 12);
              },
              tooltip::hide);
    } else if (figure.get() instanceof HeatMapFigure map) {
      HeatMapLayout.of(map, getWidth(), getHeight())
          .cellAt(event.getX(), event.getY())
          .filter(cell -> !Double.isNaN(map.values()[cell.row()][cell.column()]))
          .ifPresentOrElse(
              cell -> {
                tooltip.setText(described(map, cell.row(), cell.column()));
                tooltip.show(this, event.getScreenX() + 12, event.getScreenY() + 12);
              },
              tooltip::hide);
    } else if (figure.get() instanceof AttentionFigure attention) {
      layout(attention.grid())
          .cellAt(event.getX(), event.getY())
          .ifPresentOrElse(
              cell -> {
                tooltip.setText(described(attention, cell.row(), cell.token()));
                tooltip.show(this, event.getScreenX() + 12, event.getScreenY() + 12);
              },
              tooltip::hide);
    }
  }

  /** A cell in words, with its n and interval. */
  static String described(HeatMapFigure map, int row, int column) {
    return String.format(
        Locale.ROOT,
        "%s · %s %s · %+.2f [%+.2f, %+.2f] · n = %d%s",
        map.rows().get(row),
        map.xLabel(),
        map.columns().get(column),
        map.values()[row][column],
        map.low()[row][column],
        map.high()[row][column],
        map.n()[row][column],
        map.starred()[row][column] ? " · p < 0.05" : "");
  }

  /** A cell in words. */
  static String described(AttentionFigure f, int head, int token) {
    return String.format(
        Locale.ROOT,
        "head %d · %s to %s · weight %.4f",
        head + 1,
        f.tokens().get(f.query()),
        f.tokens().get(token),
        f.weights()[head][token]);
  }

  private void click(MouseEvent event) {
    if (figure.get() instanceof GateMapFigure map) {
      layout(map)
          .cellAt(event.getX(), event.getY())
          .ifPresent(cell -> handler.clicked(cell.row(), cell.token()));
    } else if (figure.get() instanceof AttentionFigure attention) {
      layout(attention.grid())
          .cellAt(event.getX(), event.getY())
          .ifPresent(cell -> handler.clicked(cell.row(), cell.token()));
    }
  }
}
