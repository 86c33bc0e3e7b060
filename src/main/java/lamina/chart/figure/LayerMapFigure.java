package lamina.chart.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What one or more models answer by layer, over the gates by layer on the same columns. Answers of
 * words stand in the columns of the words; those of a pair have a column a label, with its
 * probability.
 *
 * @param title the finding at the chosen layer
 * @param notes sentences under the maps, a line each
 * @param heads what stands above the columns
 * @param blocks one a model, from the top
 * @param chosen the row of each block that the slider stands at; -1 for none
 * @param scale of the gates
 * @param marks what each mark means, in words
 * @param rightToLeft whether the first word stands at the right
 * @param stops what the figure says at every position of the slider, for a reader who moves it;
 *     none where it is shown at one alone
 */
public record LayerMapFigure(
    String title,
    List<String> notes,
    String caption,
    Heads heads,
    List<Block> blocks,
    List<Integer> chosen,
    GateScale scale,
    Map<Mark, String> marks,
    boolean rightToLeft,
    List<Stop> stops)
    implements Figure {
  /** A figure at one position of the slider. */
  public LayerMapFigure(
      String title,
      List<String> notes,
      String caption,
      Heads heads,
      List<Block> blocks,
      List<Integer> chosen,
      GateScale scale,
      Map<Mark, String> marks,
      boolean rightToLeft) {
    this(title, notes, caption, heads, blocks, chosen, scale, marks, rightToLeft, List.of());
  }

  /**
   * A position of the slider.
   *
   * @param name of the layer
   * @param title the finding there
   * @param notes sentences under the maps there
   * @param chosen the row of each block; -1 for none
   */
  public record Stop(String name, String title, List<String> notes, List<Integer> chosen) {}

  /** How an answer stands to that of the last layer alone, and to the label. */
  public enum Mark {
    /** There is none. */
    BLANK,
    /** As the last layer alone. */
    SAME,
    /** An answer of which only is known what it is. */
    PLAIN,
    /** The label, in a row that is compared with no other. */
    RIGHT,
    /** Not the label, in a row that is compared with no other. */
    WRONG,
    /** The label, which the last layer alone misses. */
    FIXED,
    /** Not the label, which the last layer alone has. */
    BROKEN,
    /** Another answer than that of the last layer alone, and no better or worse as far as known. */
    CHANGED;

    /** Whether the answer isn't that of the last layer alone. */
    public boolean differs() {
      return this == FIXED || this == BROKEN || this == CHANGED;
    }
  }

  /**
   * A column: a word, or a piece of one.
   *
   * @param word index of its word; -1 for a piece of none
   */
  public record Column(String text, int word) {}

  /**
   * What stands above the columns.
   *
   * @param gold before the labels
   * @param right above the numbers of right answers
   * @param columns of the gates, in reading order; of words' answers as well
   * @param labels one a word, empty where it isn't known, or one of the pair; none where none is
   * @param answers columns of a pair's answers; none where words are labelled
   */
  public record Heads(
      String gold, String right, List<Column> columns, List<String> labels, List<String> answers) {}

  /**
   * A model.
   *
   * @param name above its rows where there are several blocks
   */
  public record Block(Role role, String name, List<Row> rows) {}

  /**
   * A layer of a model.
   *
   * @param name before the row
   * @param answers one a word, or one a label of a pair
   * @param right after the row: how many are right, of how many; empty where nobody knows
   * @param gates of each column what {@link Reading} says, NaN where a column has none; empty where
   *     the row has none
   */
  public record Row(String name, List<Answer> answers, String right, float[] gates) {}

  /**
   * An answer.
   *
   * @param label empty where there is none
   * @param probability from 0 to 1
   */
  public record Answer(String label, double probability, Mark mark) {}

  /**
   * What a cell of the gates says. Colours end at the same place in all figures of a reading, so
   * that they can be compared.
   */
  public enum Reading {
    /** The mean gate, from 0 to 1. */
    GATE(0.5, 0.2),
    /**
     * The mean gate minus what it is as a rule at this layer and kind of piece, from -1 to 1. Gates
     * of the bundled models' pieces have standard deviations of 0.006 to 0.05 (gates.json).
     */
    DEVIATION(0, 0.1);

    private final double middle;
    private final double reach;

    Reading(double middle, double reach) {
      this.middle = middle;
      this.reach = reach;
    }

    /** The value of the colour in the middle. */
    public double middle() {
      return middle;
    }

    /** How far from the middle the colours end. */
    public double reach() {
      return reach;
    }

    /** Where a value stands on the scale: -1 and 1 are its ends, which may be passed. */
    public double share(double value) {
      return (value - middle) / reach;
    }

    /** A value with all the digits that are worth telling: 0.4871, or +0.0124. */
    public String exact(double value) {
      return String.format(Locale.ROOT, this == GATE ? "%.4f" : "%+.4f", value);
    }

    /** A value in as few signs as a cell has room for: .49, or +.012. */
    public String brief(double value) {
      if (this == DEVIATION && Math.abs(value) < 5e-4) {
        return "0";
      }
      var text =
          this == GATE
              ? String.format(Locale.ROOT, "%.2f", value)
              : String.format(Locale.ROOT, "%+.3f", value);
      return text.replaceFirst("^([+-]?)0\\.", "$1.");
    }
  }

  /**
   * What the ends of the gates' colours mean.
   *
   * @param low what a gate below the middle says
   * @param high what a gate above the middle says
   */
  public record GateScale(String low, String high, Reading reading) {
    /** The scale of gates themselves. */
    public GateScale(String low, String high) {
      this(low, high, Reading.GATE);
    }
  }

  /** A row of a block. */
  public record Place(int block, int row) {}

  /** Whether a pair of sentences is answered, rather than each word. */
  public boolean pair() {
    return !heads.answers.isEmpty();
  }

  /** Columns of answers: words, or labels of a pair. */
  public int units() {
    return pair()
        ? heads.answers.size()
        : heads.columns.stream().mapToInt(Column::word).max().orElse(-1) + 1;
  }

  /** All rows, from the top. */
  public List<Place> answerRows() {
    return places(false);
  }

  /** The rows that have gates, from the top. */
  public List<Place> gateRows() {
    return places(true);
  }

  private List<Place> places(boolean gated) {
    var places = new ArrayList<Place>();
    for (int b = 0; b < blocks.size(); b++) {
      for (int r = 0; r < blocks.get(b).rows.size(); r++) {
        if (!gated || blocks.get(b).rows.get(r).gates.length > 0) {
          places.add(new Place(b, r));
        }
      }
    }
    return places;
  }

  /** The row of a place. */
  public Row at(Place place) {
    return blocks.get(place.block).rows.get(place.row);
  }

  /** Whether the slider stands at a row. */
  public boolean chosen(Place place) {
    return chosen.get(place.block) == place.row;
  }

  /** The same maps with another finding, at other rows. */
  public LayerMapFigure at(String finding, List<String> said, List<Integer> rows) {
    return new LayerMapFigure(
        finding, said, caption, heads, blocks, rows, scale, marks, rightToLeft, stops);
  }

  /** The same for a reader who moves the slider and sees nothing else. */
  public LayerMapFigure moved(List<Stop> through, String said) {
    return new LayerMapFigure(
        title, notes, said, heads, blocks, chosen, scale, marks, rightToLeft, through);
  }

  /** The same maps without what changes with the slider; there is room for it. */
  public LayerMapFigure still() {
    return at("", notes.stream().map(n -> "").toList(), chosen.stream().map(c -> -1).toList());
  }

  /** Whether it differs in the finding and the chosen rows alone, both made by {@link #at}. */
  public boolean sameMaps(LayerMapFigure other) {
    return blocks == other.blocks
        && heads == other.heads
        && caption.equals(other.caption)
        && notes.size() == other.notes.size();
  }

  @Override
  public LayerMapFigure texts(UnaryOperator<String> change) {
    return new LayerMapFigure(
        change.apply(title),
        notes.stream().map(change).toList(),
        change.apply(caption),
        new Heads(
            change.apply(heads.gold),
            change.apply(heads.right),
            heads.columns.stream().map(c -> new Column(change.apply(c.text), c.word)).toList(),
            heads.labels.stream().map(change).toList(),
            heads.answers.stream().map(change).toList()),
        blocks.stream().map(b -> changed(b, change)).toList(),
        chosen,
        new GateScale(change.apply(scale.low), change.apply(scale.high), scale.reading),
        marks.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> change.apply(e.getValue()))),
        rightToLeft,
        stops.stream()
            .map(
                s ->
                    new Stop(
                        change.apply(s.name),
                        change.apply(s.title),
                        s.notes.stream().map(change).toList(),
                        s.chosen))
            .toList());
  }

  private static Block changed(Block block, UnaryOperator<String> change) {
    return new Block(
        block.role,
        change.apply(block.name),
        block.rows.stream()
            .map(
                r ->
                    new Row(
                        change.apply(r.name),
                        r.answers.stream()
                            .map(a -> new Answer(change.apply(a.label), a.probability, a.mark))
                            .toList(),
                        change.apply(r.right),
                        r.gates))
            .toList());
  }
}
