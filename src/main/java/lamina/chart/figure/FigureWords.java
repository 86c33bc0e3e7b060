package lamina.chart.figure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The words that charts and their tables have of their own; all others come with the figure.
 *
 * @param gate legend of a gate map
 * @param weight legend of self-attention
 * @param layer a fusion layer, before its number
 * @param head an attention head, before its number
 * @param meanGate before a value
 * @param gateDeviation before a value: by how much a mean gate is above what it is as a rule
 * @param attention from one token to another: two times {@code %s}
 * @param channels under sorted channels: {@code %d}, their number
 * @param time axis of latencies, with unit
 * @param answered axis of the share of calls, with unit
 * @param numbers over a table of all numbers
 * @param origin over what is known of where a figure comes from
 * @param unpainted in place of a figure that can't be painted: {@code %s}, why
 * @param zoom how a part of a long line chart is seen
 * @param seen what is seen of it, and how all is: three times {@code %s}, from, to, and the last
 * @param columns names of columns of tables by their English ones, see {@link #COLUMNS}; what is
 *     missing stays English
 * @param rightToLeft whether title and caption stand at the right; the charts themselves never turn
 */
public record FigureWords(
    String gate,
    String weight,
    String layer,
    String head,
    String meanGate,
    String gateDeviation,
    String attention,
    String channels,
    String time,
    String answered,
    String numbers,
    String origin,
    String unpainted,
    String zoom,
    String seen,
    Map<String, String> columns,
    boolean rightToLeft) {
  /** The columns of all tables, axes of a figure left out. */
  public static final List<String> COLUMNS =
      List.of(
          "answer",
          "attention",
          "call",
          "change",
          "channel",
          "from",
          "gate",
          "group",
          "head",
          "high",
          "label",
          "language",
          "layer",
          "low",
          "mean gate",
          "mean gate minus usual",
          "milliseconds",
          "n",
          "name",
          "on the front",
          "p < 0.05",
          "piece",
          "position",
          "probability",
          "row",
          "series",
          "to",
          "token",
          "word");

  /** Stands at both ends of letters and numbers that go from left to right in an Arabic text. */
  public static final String APART = "\u200e\u200e";

  private static final Pattern PART = Pattern.compile(APART + "[^\u200e]*" + APART);
  private static final String RIGHT_TO_LEFT_MARK = "\u200f";

  /** English. */
  public static final FigureWords ENGLISH =
      new FigureWords(
          "gate",
          "weight",
          "layer",
          "head",
          "mean gate",
          "mean gate minus usual",
          "%s to %s",
          "%d channels, sorted by gate",
          "Time for one input, milliseconds",
          "Calls answered, %",
          "Numbers",
          "Where it comes from",
          "This figure could not be drawn. %s",
          "Wheel, + and - zoom",
          "%s to %s of %s · drag to move · double click or 0: all, as in files",
          Map.of(),
          false);

  /** Under sorted channels. */
  public String channels(int count) {
    return String.format(Locale.ROOT, channels, count);
  }

  /** In place of a figure that can't be painted. */
  public String unpainted(String why) {
    return String.format(Locale.ROOT, unpainted, why);
  }

  /** What is seen of a long line chart, and how all is. */
  public String seen(String from, String to, String last) {
    return String.format(Locale.ROOT, seen, from, to, last);
  }

  /**
   * A text whose parts stand in the order of the language, whatever it begins with. What is between
   * two {@link #APART} is kept as it stands, and what is beside it out of it.
   */
  public String ordered(String text) {
    if (!rightToLeft || text.isEmpty()) {
      return text;
    }
    var parts = PART.matcher(text).replaceAll(RIGHT_TO_LEFT_MARK + "$0" + RIGHT_TO_LEFT_MARK);
    return RIGHT_TO_LEFT_MARK + parts;
  }
}
