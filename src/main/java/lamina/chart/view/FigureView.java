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
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.ImageView;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import lamina.chart.export.FigureExporter;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.figure.Figure;
import lamina.chart.figure.FigureWords;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.TokenWindow;
import lamina.chart.paint.FigureCells;
import lamina.chart.paint.FigureStyle;
import lamina.chart.paint.GateMapLayout;
import lamina.chart.paint.LayerCells;
import lamina.chart.paint.LayerMapLayout;
import lamina.chart.paint.PlotMarks;
import lamina.chart.paint.Theme;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A figure on screen. It is painted by another thread and shown when it is ready; what follows the
 * slider in maps by layer has nodes of its own, so that moving it repaints nothing. A map of more
 * tokens than can be read shows a window of them, with a bar to move it. Cells that can be clicked
 * are reached by keyboard as well: arrows, then Enter.
 */
public final class FigureView extends Region {
  /** Told which cell of a figure, or mark of a plot, was clicked. */
  public interface CellHandler {
    /**
     * A cell was clicked.
     *
     * @param row index into the figure's layers, heads, rows, lines or series; of maps by layer
     *     into the rows of answers and, after them, of gates
     * @param column index into its tokens, columns, words, groups or points; of maps by layer into
     *     the answers or columns of the row, -1 beside them
     */
    void clicked(int row, int column);
  }

  private static final double BAR = 14;

  private final ImageView image = new ImageView();
  private final Outlines outlines = new Outlines();
  private final MovingTexts texts = new MovingTexts();
  private final ScrollBar bar = new ScrollBar();
  private final Label failure = new Label();
  private final BackgroundPainter painter = new BackgroundPainter();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyObjectWrapper<Figure> figure = new ReadOnlyObjectWrapper<>();
  private final IntegerProperty firstToken = new SimpleIntegerProperty();
  private final DoubleProperty zoom = new SimpleDoubleProperty(1);
  private final CellReader reader = new CellReader(this, outlines, this::cells, this::bring);
  private Theme theme = Theme.LIGHT;
  private FigureWords words = FigureWords.ENGLISH;
  private final RangeView range = new RangeView(this, () -> words, this::repaint);
  private Supplier<? extends Figure> maker = () -> null;
  private TokenWindow window = TokenWindow.ALL;
  private PlotMarks marks = PlotMarks.NONE; // of the picture that is shown
  private Optional<FigureCells> cells = Optional.empty();
  private Optional<FigureCells.Cell> opened = Optional.empty();
  private double leastHeight = 80;
  private double mostHeight = Double.NaN; // any

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
    getChildren().add(image);
    getChildren().addAll(outlines.nodes());
    getChildren().addAll(bar, failure, range.node());
    getChildren().addAll(texts.nodes());
    setFocusTraversable(true); // its values are reached by keyboard
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    reader.listen();
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
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
   * Shows another figure, of which more goes into files than is seen.
   *
   * @param written makes what goes into files
   */
  public void draw(Supplier<? extends Figure> made, Supplier<? extends Figure> written) {
    draw(made);
    if (!failure.isVisible()) {
      maker = written;
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
  public void setFigure(@Nullable Figure shown) {
    maker = () -> shown;
    boolean moved =
        shown instanceof LayerMapFigure now
            && figure.get() instanceof LayerMapFigure before
            && now.sameMaps(before)
            && !failure.isVisible();
    figure.set(shown);
    range.take(shown);
    if (shown != null) {
      setAccessibleText(FigureCells.spoken(shown));
    }
    if (moved && shown instanceof LayerMapFigure maps) {
      follow(maps);
    } else {
      repaint();
    }
  }

  /** Changes the charts' own words. */
  public void setWords(FigureWords said) {
    words = said;
    repaint();
  }

  /** The figure that is shown; null where none is. */
  public @Nullable Figure figure() {
    return figure.get();
  }

  /** The figure that is shown, to follow it. */
  public ReadOnlyObjectProperty<Figure> figureProperty() {
    return figure.getReadOnlyProperty();
  }

  /** Changes the colours. */
  public void setTheme(Theme colors) {
    theme = colors;
    outlines.theme(colors);
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
    setHeights(points, Double.NaN);
  }

  /** Gives the figure just a height, in points before zoom. */
  public void setFixedHeight(double points) {
    setHeights(points, points);
  }

  /** Gives the figure a height in a range, in points before zoom. */
  public void setHeights(double least, double most) {
    leastHeight = least;
    mostHeight = most;
    applyHeight();
  }

  private void applyHeight() {
    boolean any = Double.isNaN(mostHeight);
    double below = bar.isVisible() ? BAR : 0;
    setMinHeight(leastHeight * zoom.get() + below);
    setPrefHeight(any ? USE_COMPUTED_SIZE : leastHeight * zoom.get() + below);
    setMaxHeight(any ? USE_COMPUTED_SIZE : mostHeight * zoom.get() + below);
  }

  /** Sets who is told of clicks on a cell, or of Enter on it. */
  public void setOnCell(CellHandler cells) {
    reader.handler(cells);
  }

  /** Outlines a cell whose details are shown, whoever has the focus; empty for none. */
  public void setOpened(Optional<FigureCells.Cell> cell) {
    opened = cell;
    placeOutlines();
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
      case LayerMapFigure f -> f.heads().columns().size();
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
    double left = GateMapLayout.LEFT;
    double right = figureWidth() - GateMapLayout.RIGHT;
    int tokens = tokens();
    cells = Optional.empty();
    marks = PlotMarks.NONE;
    if (tokens == 0 || figureWidth() < 1) {
      window = TokenWindow.ALL;
    } else if (figure.get() instanceof LayerMapFigure f) {
      window = LayerMapLayout.window(f, firstToken.get(), figureWidth());
    } else {
      window = TokenWindow.of(tokens, firstToken.get(), right - left);
    }
    boolean windowed = tokens > 0 && window.count() < tokens;
    if (windowed != bar.isVisible()) {
      bar.setVisible(windowed);
      applyHeight();
    }
    if (!bar.isVisible()) {
      return;
    }
    if (cells().orElse(null) instanceof LayerCells layers) {
      left = layers.layout().left();
      right = layers.layout().right();
    }
    bar.setNodeOrientation(
        rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    bar.setMax(tokens - window.count());
    bar.setVisibleAmount((double) window.count() * bar.getMax() / tokens);
    bar.setBlockIncrement(window.count());
    bar.setValue(window.first());
    bar.resizeRelocate(left * zoom.get(), getHeight() - BAR, (right - left) * zoom.get(), BAR);
  }

  private boolean rightToLeft() {
    return figure.get() instanceof GateMapFigure f && f.rightToLeft()
        || figure.get() instanceof AttentionFigure a && a.rightToLeft()
        || figure.get() instanceof LayerMapFigure l && l.rightToLeft();
  }

  private Optional<FigureCells> cells() {
    if (cells.isEmpty() && figure.get() != null && getWidth() >= 1 && getHeight() >= 1) {
      cells =
          Optional.of(
              FigureCells.of(
                  range.of(figure.get()), figureWidth(), figureHeight(), window, words, marks));
    }
    return cells;
  }

  /** Where a cell or a mark is in this view; empty where it isn't shown. */
  public Optional<Bounds> place(FigureCells.Cell cell) {
    return reader.place(cell);
  }

  /** What is said of the value that mouse or keyboard has reached; empty where none is. */
  public String said() {
    return reader.said();
  }

  /** Moves the window over a map of many tokens to a cell that the keyboard has reached. */
  private void bring(FigureCells.Cell cell) {
    int column = cells().map(c -> c.column(cell)).orElse(cell.column());
    int last = window.first() + window.count() - 1;
    if (column < window.first()) {
      firstToken.set(column);
    } else if (column > last) {
      firstToken.set(window.first() + column - last);
    }
  }

  private Optional<LayerCells> layers() {
    return cells().filter(LayerCells.class::isInstance).map(LayerCells.class::cast);
  }

  private void repaint() {
    failure.setVisible(false);
    try {
      layOut();
      range.lay();
      placeOutlines();
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
    // What follows the slider has nodes of its own.
    var shown = figure.get() instanceof LayerMapFigure f ? f.still() : range.of(figure.get());
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
        () -> FigureExporter.picture(shown, width, height, scale, style, tokens),
        (painted, found) -> {
          if (!found.marks().isEmpty()) { // a plot's cells are known now
            marks = found;
            cells = Optional.empty();
            reader.placeCursor();
          }
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
    texts.hide();
    outlines.noRows();
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

  private void placeOutlines() {
    var layers = layers();
    if (layers.isPresent() && figure.get() instanceof LayerMapFigure shown) {
      texts.lay(layers.get(), theme, words.rightToLeft(), zoom.get(), getWidth());
      follow(shown);
    } else {
      texts.hide();
      outlines.noRows();
    }
    outlines.opened(cells().flatMap(c -> c.shown(opened)), zoom.get());
    reader.placeCursor();
  }

  /** Writes what the slider changes into nodes that are there. */
  private void follow(LayerMapFigure shown) {
    texts.say(shown);
    outlines.rows(layers(), shown, zoom.get());
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
}
