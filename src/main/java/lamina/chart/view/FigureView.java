package lamina.chart.view;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import lamina.chart.export.FigureExporter;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.GateMapLayout;
import lamina.chart.paint.Theme;
import lamina.problem.Problem;

/**
 * A figure on screen. It is painted by another thread and shown when it is ready; the highlighted
 * row of a gate map is a node of its own, so that moving it repaints nothing. A map of more tokens
 * than can be read shows a window of them, with a bar to move it. Cells that can be clicked are
 * reached by keyboard as well: arrows, then Enter.
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

  private static final double BAR = 14;

  private final ImageView image = new ImageView();
  private final Rectangle highlight = outline("#CF222E", 2);
  private final Rectangle cursor = outline("#0969DA", 3);
  private final ScrollBar bar = new ScrollBar();
  private final Tooltip tooltip = new Tooltip();
  private final Label failure = new Label();
  private final BackgroundPainter painter = new BackgroundPainter();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>();
  private final IntegerProperty firstToken = new SimpleIntegerProperty();
  private final DoubleProperty zoom = new SimpleDoubleProperty(1);
  private final CellCursor keys = new CellCursor(this::moved, this::chosen);
  private Theme theme = Theme.LIGHT;
  private FigureWords words = FigureWords.ENGLISH;
  private Supplier<? extends Figure> maker = () -> null;
  private TokenWindow window = TokenWindow.ALL;
  private Optional<FigureCells> cells = Optional.empty();
  private int highlightedRow = -1;
  private double leastHeight = 80;
  private boolean fixedHeight;
  private CellHandler handler = (row, token) -> {};

  /** An empty view. */
  public FigureView() {
    getStyleClass().add("figure-view");
    setMinSize(120, 80);
    image.setManaged(false);
    bar.setManaged(false);
    bar.setVisible(false);
    bar.setFocusTraversable(false); // arrows in the map move the window too
    failure.setManaged(false);
    failure.setVisible(false);
    failure.setWrapText(true);
    failure.getStyleClass().add("empty");
    getChildren().addAll(image, highlight, cursor, bar, failure);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    addEventHandler(MouseEvent.MOUSE_EXITED, e -> tooltip.hide());
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    addEventHandler(KeyEvent.KEY_PRESSED, e -> cellMap().ifPresent(m -> keys.pressed(e, m)));
    focusedProperty().addListener(o -> placeCursor());
    bar.valueProperty()
        .addListener((o, was, is) -> firstToken.set((int) Math.round(is.doubleValue())));
    firstToken.addListener(o -> repaint());
    widthProperty().addListener(o -> repaint());
    heightProperty().addListener(o -> repaint());
    zoom.addListener(
        o -> {
          applyHeight();
          repaint();
        });
  }

  private static Rectangle outline(String color, double width) {
    var outline = new Rectangle();
    outline.setFill(Color.TRANSPARENT);
    outline.setStroke(Color.web(color));
    outline.setStrokeWidth(width);
    outline.setMouseTransparent(true);
    outline.setManaged(false);
    outline.setVisible(false);
    return outline;
  }

  /**
   * Shows another figure; where it can't be made, why.
   *
   * @param made makes the figure now, and again when it is wanted in another language
   */
  public void draw(Supplier<? extends Figure> made) {
    try {
      setFigure(made.get());
      maker = made;
    } catch (RuntimeException e) {
      setFigure(null);
      fail(e);
    }
  }

  /**
   * Makes the figure that is shown now, again and again, in the language that is in use then,
   * whatever the view shows later.
   */
  public Supplier<? extends Figure> maker() {
    return maker;
  }

  /** Shows another figure; null shows nothing. */
  public void setFigure(Figure shown) {
    maker = () -> shown;
    figure.set(shown);
    if (shown != null) {
      setAccessibleText(shown.title() + ". " + shown.caption());
    }
    repaint();
  }

  /** Changes the charts' own words. */
  public void setWords(FigureWords said) {
    words = said;
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

  /**
   * How much larger than on paper everything is drawn, which follows the size of text in the
   * window; 1 at first.
   */
  public DoubleProperty zoomProperty() {
    return zoom;
  }

  /** Gives the figure at least a height, in points before zoom. */
  public void setLeastHeight(double points) {
    leastHeight = points;
    fixedHeight = false;
    applyHeight();
  }

  /** Gives the figure just a height, in points before zoom. */
  public void setFixedHeight(double points) {
    leastHeight = points;
    fixedHeight = true;
    applyHeight();
  }

  private void applyHeight() {
    setMinHeight(leastHeight * zoom.get());
    setPrefHeight(fixedHeight ? leastHeight * zoom.get() : USE_COMPUTED_SIZE);
    setMaxHeight(fixedHeight ? leastHeight * zoom.get() : USE_COMPUTED_SIZE);
  }

  /** Sets who is told of clicks on a cell, and lets the keyboard reach the cells. */
  public void setOnCell(CellHandler cells) {
    handler = cells;
    setFocusTraversable(true);
  }

  /** Outlines a layer's row of a gate map; -1 for none. Repaints nothing. */
  public void setHighlightedRow(int row) {
    highlightedRow = row;
    placeHighlight();
  }

  /**
   * The token that the window over a map of many tokens should begin with; the window stops at the
   * last token. Views of one text may be bound to each other.
   */
  public IntegerProperty firstTokenProperty() {
    return firstToken;
  }

  /** How many tokens of a map are shown at once; 0 where the figure has no tokens. */
  public int shownTokens() {
    return tokens() == 0 ? 0 : window.within(tokens()).count();
  }

  /** Whether what is shown is painted. */
  public ReadOnlyBooleanProperty readyProperty() {
    return ready.getReadOnlyProperty();
  }

  private int tokens() {
    return switch (figure.get()) {
      case GateMapFigure f -> f.tokens().size();
      case AttentionFigure f -> f.tokens().size();
      case null, default -> 0;
    };
  }

  private double figureWidth() {
    return getWidth() / zoom.get();
  }

  private double figureHeight() {
    return (bar.isVisible() ? getHeight() - BAR : getHeight()) / zoom.get();
  }

  /** Decides which tokens are shown and lays their cells out. */
  private void layOut() {
    double room = figureWidth() - GateMapLayout.LEFT - GateMapLayout.RIGHT;
    int tokens = tokens();
    window = tokens == 0 ? TokenWindow.ALL : TokenWindow.of(tokens, firstToken.get(), room);
    bar.setVisible(window.count() < tokens);
    if (bar.isVisible()) {
      boolean leftwards = rightToLeft();
      bar.setNodeOrientation(
          leftwards
              ? javafx.geometry.NodeOrientation.RIGHT_TO_LEFT
              : javafx.geometry.NodeOrientation.LEFT_TO_RIGHT);
      bar.setMax(tokens - window.count());
      bar.setVisibleAmount((double) window.count() * bar.getMax() / tokens);
      bar.setBlockIncrement(window.count());
      bar.setValue(window.first());
      bar.resizeRelocate(
          GateMapLayout.LEFT * zoom.get(), getHeight() - BAR, room * zoom.get(), BAR);
    }
    cells = Optional.empty();
  }

  private boolean rightToLeft() {
    return figure.get() instanceof GateMapFigure f && f.rightToLeft()
        || figure.get() instanceof AttentionFigure a && a.rightToLeft();
  }

  private Optional<FigureCells> cells() {
    if (cells.isEmpty() && figure.get() != null && getWidth() >= 1 && getHeight() >= 1) {
      cells = FigureCells.of(figure.get(), figureWidth(), figureHeight(), window, words);
    }
    return cells;
  }

  private Optional<FigureCells.Map> cellMap() {
    return cells().filter(FigureCells.Map.class::isInstance).map(FigureCells.Map.class::cast);
  }

  private void repaint() {
    failure.setVisible(false);
    try {
      layOut();
      placeHighlight();
      placeCursor();
      paint();
    } catch (RuntimeException e) {
      painter.next();
      fail(e);
    }
  }

  private void paint() {
    double width = figureWidth();
    double height = figureHeight();
    double larger = zoom.get();
    var shown = figure.get();
    var style = FigureStyle.screen(theme, words);
    var tokens = window;
    if (shown == null || width < 1 || height < 1) {
      painter.next();
      image.setImage(null);
      ready.set(true);
      return;
    }
    ready.set(false);
    double scale = scale() * larger;
    painter.paint(
        () -> FigureExporter.image(shown, width, height, scale, style, tokens),
        painted -> {
          image.setImage(painted);
          image.setFitWidth(width * larger);
          image.setFitHeight(height * larger);
          ready.set(true);
        },
        this::fail);
  }

  /** Says in the figure's place why it isn't there; the next figure is painted all the same. */
  private void fail(Throwable why) {
    image.setImage(null);
    failure.setText(words.unpainted(Problem.inWords(why)));
    failure.resizeRelocate(0, 0, getWidth(), getHeight());
    failure.setVisible(true);
    setAccessibleText(failure.getText());
    ready.set(true);
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
      cellMap().ifPresent(m -> place(highlight, m.layout().row(highlightedRow)));
    }
  }

  private void placeCursor() {
    var at = keys.cell();
    var map = isFocused() ? cellMap() : Optional.<FigureCells.Map>empty();
    cursor.setVisible(map.isPresent() && at.isPresent() && keys.inside(map.get()));
    if (cursor.isVisible()) {
      cursor.setVisible(map.get().visible(at.get()));
      place(cursor, map.get().area(at.get()));
    }
  }

  private void place(Rectangle outline, java.awt.geom.Rectangle2D area) {
    outline.setX(area.getX() * zoom.get());
    outline.setY(area.getY() * zoom.get());
    outline.setWidth(area.getWidth() * zoom.get());
    outline.setHeight(area.getHeight() * zoom.get());
  }

  private void moved(FigureCells.Cell cell) {
    int last = window.first() + window.count() - 1;
    if (cell.column() < window.first()) {
      firstToken.set(cell.column());
    } else if (cell.column() > last) {
      firstToken.set(window.first() + cell.column() - last);
    }
    placeCursor();
    setAccessibleText(cells().map(c -> c.described(cell)).orElse(""));
  }

  private void chosen(FigureCells.Cell cell) {
    handler.clicked(cell.row(), cell.column());
  }

  private void hover(MouseEvent event) {
    cells()
        .flatMap(c -> c.at(event.getX() / zoom.get(), event.getY() / zoom.get()).map(c::described))
        .ifPresentOrElse(
            words -> {
              tooltip.setText(words);
              tooltip.show(this, event.getScreenX() + 12, event.getScreenY() + 12);
            },
            tooltip::hide);
  }

  private void scroll(ScrollEvent event) {
    double by =
        event.isShiftDown() && event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
    if (bar.isVisible() && by != 0) {
      double tokens = (rightToLeft() ? by : -by) / 20;
      bar.setValue(Math.clamp(bar.getValue() + tokens, 0, bar.getMax()));
      event.consume();
    }
  }

  private void click(MouseEvent event) {
    cellMap()
        .flatMap(m -> m.at(event.getX() / zoom.get(), event.getY() / zoom.get()))
        .ifPresent(
            cell -> {
              if (isFocusTraversable()) {
                requestFocus();
              }
              keys.set(cell);
              placeCursor();
              chosen(cell);
            });
  }
}
