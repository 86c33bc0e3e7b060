package lamina.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Words with what is said of them, a chip a word. Of a long text only the lines in sight have
 * nodes: a thousand labels would stall the window.
 */
final class WordChips {
  /** More words than this are shown in a list that scrolls. */
  static final int FLOWING = 60;

  private static final double LIST_HEIGHT = 270;
  private static final double EM = 13;
  private static final double LETTER = 8.6;
  private static final double WIDE_LETTER = 14.5;
  private static final int SHORTEST = 9;
  private static final double CHIP = 24;
  private static final double LIST_FRAME = 40;

  /**
   * A word's nodes.
   *
   * @param tags one a model
   */
  record Chip(VBox box, List<Label> tags) {}

  /** Words of a line: from the first to before the last. */
  private record Span(int from, int to) {}

  private final List<String> words;
  private final boolean rightToLeft;
  private final IntFunction<Chip> maker;
  private final Map<Integer, Chip> inSight = new HashMap<>();
  private final Label probe = new Label();
  private final Node node;

  /**
   * Chips for words.
   *
   * @param maker makes a word's nodes, with all that is to be said of it now
   */
  WordChips(List<String> words, boolean rightToLeft, IntFunction<Chip> maker) {
    this.words = words;
    this.rightToLeft = rightToLeft;
    this.maker = maker;
    node = words.size() > FLOWING ? list() : flow();
    node.setNodeOrientation(
        rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
  }

  private FlowPane flow() {
    var flow = new FlowPane(6, 6);
    for (int w = 0; w < words.size(); w++) {
      flow.getChildren().add(make(w).box);
    }
    return flow;
  }

  private Chip make(int word) {
    var chip = maker.apply(word);
    inSight.put(word, chip);
    return chip;
  }

  private VBox list() {
    var list = new ListView<Span>();
    list.setId("words");
    list.getStyleClass().add("word-lines");
    list.setAccessibleText(Messages.get("explore.words", words.size()));
    list.setCellFactory(l -> new Line());
    list.setMinHeight(LIST_HEIGHT);
    list.setPrefHeight(LIST_HEIGHT);
    probe.setVisible(false);
    probe.setManaged(false);
    list.widthProperty().addListener(o -> list.getItems().setAll(lines(list.getWidth())));
    probe.fontProperty().addListener(o -> list.getItems().setAll(lines(list.getWidth())));
    return new VBox(list, probe);
  }

  /** Words by line, with room for widths that are only guessed: measuring all takes too long. */
  private List<Span> lines(double width) {
    var lines = new ArrayList<Span>();
    double em = probe.getFont().getSize() / EM;
    double used = 0;
    int from = 0;
    for (int w = 0; w < words.size(); w++) {
      double each = width(words.get(w), em);
      if (w > from && used + each > width - LIST_FRAME) {
        lines.add(new Span(from, w));
        from = w;
        used = 0;
      }
      used += each;
    }
    lines.add(new Span(from, words.size()));
    return lines;
  }

  private static double width(String word, double em) {
    double letters = word.codePoints().mapToDouble(c -> c >= 0x1100 ? WIDE_LETTER : LETTER).sum();
    return em * Math.max(letters, SHORTEST * LETTER) + CHIP;
  }

  /** A line in the list. */
  private final class Line extends ListCell<Span> {
    private Span shown;

    @Override
    protected void updateItem(Span span, boolean empty) {
      super.updateItem(span, empty);
      if (span != null && !empty && span.equals(shown)) {
        return;
      }
      if (shown != null) {
        for (int w = shown.from; w < shown.to; w++) {
          inSight.remove(w);
        }
      }
      shown = empty ? null : span;
      if (shown == null) {
        setGraphic(null);
        return;
      }
      var line = new HBox(6);
      for (int w = span.from; w < span.to; w++) {
        line.getChildren().add(make(w).box);
      }
      setGraphic(line);
    }
  }

  /** The chips that have nodes, by word. */
  Map<Integer, Chip> inSight() {
    return inSight;
  }

  Node node() {
    return node;
  }
}
