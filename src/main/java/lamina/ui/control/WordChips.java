package lamina.ui.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import lamina.ui.text.Messages;

/**
 * Words with what is said of them, a chip a word. Of a long text only the lines in sight have
 * nodes, and nodes are used again for the next text: to style a hundred new labels takes longer
 * than a person should wait.
 */
public final class WordChips {
  /** More words than this are shown in a list that scrolls. */
  static final int FLOWING = 60;

  private static final double LIST_HEIGHT = 270;
  private static final double EM = 13;
  private static final double LETTER = 7.8;
  private static final double WIDE_LETTER = 14.5;
  private static final int FIRST_WIDE = 0x1100;
  private static final double TAG = 62;
  private static final double CHIP = 23;
  private static final double LIST_FRAME = 40;
  private static final double WORD_EMS = 1.5;
  private static final double TAG_EMS = 1.25;
  private static final double LINE_FRAME = 16;

  /**
   * A word's nodes.
   *
   * @param tags one a model
   * @param gold label of a sample; without text and room where there is none
   */
  public record Chip(VBox box, Label text, List<Label> tags, Label gold) {}

  /** Words of a line: from the first to before the last. */
  private record Span(int from, int to) {}

  private final Map<Integer, Chip> inSight = new HashMap<>();
  private final Label probe = new Label();
  private final StackPane node = new StackPane(probe);
  private FlowPane flow = new FlowPane(6, 6);
  private ListView<Integer> list;
  private final List<Line> lines = new ArrayList<>();
  private List<Span> spans = List.of();
  private List<Chip> flowing = new ArrayList<>();
  private List<String> words = List.of();
  private Supplier<Chip> maker;
  private ObjIntConsumer<Chip> filler;
  private Object shape = "";
  private int tags;

  public WordChips() {
    probe.setVisible(false);
    probe.setManaged(false);
    probe.fontProperty().addListener(o -> breakLines(false));
    node.setAlignment(javafx.geometry.Pos.TOP_LEFT);
  }

  /**
   * Shows words.
   *
   * @param form chips of texts of the same form are used again
   * @param rows of tags that a chip has
   * @param make makes a chip without texts
   * @param fill writes all that is to be said of a word now
   */
  public void show(
      List<String> shown,
      boolean rightToLeft,
      Object form,
      int rows,
      Supplier<Chip> make,
      ObjIntConsumer<Chip> fill) {
    words = shown;
    maker = make;
    tags = rows;
    filler = fill;
    inSight.clear();
    if (!form.equals(shape)) {
      shape = form;
      flow = new FlowPane(6, 6);
      flowing = new ArrayList<>();
      list = null;
      lines.clear();
    }
    Node wanted = words.size() > FLOWING ? list() : flow;
    wanted.setNodeOrientation(
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    if (wanted == flow) {
      fill(flow, flowing, 0, words.size());
    } else {
      breakLines(true);
    }
    if (!node.getChildren().contains(wanted)) {
      node.getChildren().setAll(wanted, probe);
    }
  }

  /** Writes words into chips that are there, with more or fewer of them where need be. */
  private void fill(Pane pane, List<Chip> chips, int from, int to) {
    while (chips.size() < to - from) {
      chips.add(maker.get());
    }
    if (pane.getChildren().size() > to - from) {
      pane.getChildren().remove(to - from, pane.getChildren().size());
    }
    for (int w = from; w < to; w++) {
      var chip = chips.get(w - from);
      filler.accept(chip, w);
      inSight.put(w, chip);
      if (w - from >= pane.getChildren().size()) {
        pane.getChildren().add(chip.box);
      }
    }
  }

  private ListView<Integer> list() {
    if (list == null) {
      list = new ListView<>();
      list.setId("words");
      list.getStyleClass().add("word-lines");
      list.setCellFactory(l -> new Line());
      list.setMinHeight(LIST_HEIGHT);
      list.setPrefHeight(LIST_HEIGHT);
      list.setMaxHeight(LIST_HEIGHT);
      list.widthProperty().addListener(o -> breakLines(false));
    }
    list.setAccessibleText(Messages.get("explore.words", words.size()));
    return list;
  }

  /**
   * Words by line, with room for widths that are only guessed: measuring all takes too long.
   *
   * @param other whether the text is another, to be shown from its beginning
   */
  private void breakLines(boolean other) {
    if (list == null || words.size() <= FLOWING || list.getWidth() < 1) {
      return;
    }
    var broken = new ArrayList<Span>();
    double em = probe.getFont().getSize() / EM;
    // Lines of one height needn't be measured, of which the list would do many.
    list.setFixedCellSize(
        Math.ceil(probe.getFont().getSize() * (WORD_EMS + TAG_EMS * tags)) + LINE_FRAME);
    double used = 0;
    int from = 0;
    for (int w = 0; w < words.size(); w++) {
      double each = width(words.get(w), em);
      if (w > from && used + each > list.getWidth() - LIST_FRAME) {
        broken.add(new Span(from, w));
        from = w;
        used = 0;
      }
      used += each;
    }
    broken.add(new Span(from, words.size()));
    spans = broken;
    // Items are numbers of lines and stay, so that the list keeps its cells; these are written
    // anew.
    var items = list.getItems();
    if (items.size() > spans.size()) {
      items.remove(spans.size(), items.size());
    }
    inSight.clear();
    lines.forEach(Line::write);
    while (items.size() < spans.size()) {
      items.add(items.size());
    }
    if (other) {
      list.scrollTo(0);
    }
  }

  private static double width(String word, double em) {
    double letters =
        word.codePoints().mapToDouble(c -> c >= FIRST_WIDE ? WIDE_LETTER : LETTER).sum();
    return em * Math.max(letters, TAG) + CHIP;
  }

  /** A line in the list. */
  private final class Line extends ListCell<Integer> {
    private final HBox line = new HBox(6);
    private final List<Chip> chips = new ArrayList<>();

    Line() {
      setGraphic(line);
      lines.add(this);
    }

    @Override
    protected void updateItem(Integer number, boolean empty) {
      inSight.values().removeIf(chips::contains);
      super.updateItem(number, empty);
      write();
    }

    void write() {
      boolean there = !isEmpty() && getItem() != null && getItem() < spans.size();
      line.setVisible(there); // nodes that leave the scene would be styled anew
      if (there) {
        fill(line, chips, spans.get(getItem()).from, spans.get(getItem()).to);
      }
    }
  }

  /** The chips that have nodes, by word. */
  public Map<Integer, Chip> inSight() {
    return inSight;
  }

  public Node node() {
    return node;
  }
}
