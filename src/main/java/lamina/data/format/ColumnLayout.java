package lamina.data.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.data.Task;

/**
 * Which column of a file with one word a line is what. All of the file decides, never a single
 * line: a sentence may begin with the word 1 or with {@code #}.
 *
 * @param tabs whether a tab separates columns; else blanks do
 * @param numbered whether the first column numbers the words of each sentence; only then lines that
 *     begin with {@code #} are comments
 * @param columns columns of most lines
 * @param tag index of the column with the tag
 * @param prefix language that stands before each word ({@code de:Berlin}), with its colon
 */
record ColumnLayout(boolean tabs, boolean numbered, int columns, int tag, Optional<String> prefix) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern RANGE = Pattern.compile("[0-9]+[-.][0-9]+");
  private static final Pattern PREFIX = Pattern.compile("([a-z]{2,3}(?:-[a-z]+)*:).+");
  private static final Pattern ENTITY = Pattern.compile("O|OTH|[BIESLUM][-_].+");
  private static final String DOCUMENT = "-DOCSTART-";

  /** Columns of UNER; older files leave the last two of words outside entities away. */
  private static final List<Integer> UNER = List.of(3, 5);

  /**
   * Looks at a whole file.
   *
   * @throws lamina.problem.Problem where most lines have a single column
   */
  static ColumnLayout of(TextFile file, Task task) {
    long tabbed = file.lines().stream().filter(l -> !l.isBlank() && l.indexOf('\t') >= 0).count();
    long all = file.lines().stream().filter(l -> !l.isBlank()).count();
    boolean tabs = tabbed * 2 >= all;
    var rows = new ArrayList<String[]>(); // null between sentences
    for (var line : file.lines()) {
      rows.add(line.isBlank() || document(line) ? null : split(line, tabs));
    }
    boolean numbered = numbered(rows) && most(rows.stream().filter(Objects::nonNull).toList()) > 2;
    var words = rows.stream().filter(r -> r != null && !(numbered && comment(r))).toList();
    if (words.isEmpty()) {
      throw file.problem("no line of it holds a word; expected a word and its tag a line.");
    }
    int columns = most(words);
    int word = numbered ? 1 : 0;
    if (columns < word + 2) {
      throw file.problem(
          1 + rows.indexOf(words.getFirst()),
          "one column; expected a word and its tag (columns separated by tabs or blanks)."
              + " Choose the task that the file belongs to, or correct the line.");
    }
    int tag = numbered ? tag(words, columns, task) : columns - 1;
    return new ColumnLayout(tabs, numbered, columns, tag, prefix(words, word));
  }

  /** Whether a line begins a document, in any of the forms that CoNLL's files have. */
  static boolean document(String line) {
    int at = line.indexOf(DOCUMENT);
    return at >= 0
        && (at == 0 || line.substring(0, at).matches("\\s*(?:[0-9]+\\s+|[a-z-]+:)?"))
        && (at + DOCUMENT.length() == line.length()
            || Character.isWhitespace(line.charAt(at + DOCUMENT.length())));
  }

  boolean comment(String line) {
    return numbered && line.startsWith("#");
  }

  /** Index of the column with the word. */
  int word() {
    return numbered ? 1 : 0;
  }

  String[] split(String line) {
    return split(line, tabs);
  }

  /** Whether a line may have so many columns. */
  boolean allows(int found) {
    return found == columns || either() && UNER.contains(found);
  }

  String expected() {
    return either() ? "3 or 5" : Integer.toString(columns);
  }

  /** Whether lines of both lengths hold the tag. */
  private boolean either() {
    return numbered && UNER.contains(columns) && UNER.stream().allMatch(c -> tag < c);
  }

  private static boolean comment(String[] row) {
    return row[0].startsWith("#");
  }

  /** Blank columns at the end are dropped. */
  private static String[] split(String line, boolean tabs) {
    var columns = tabs ? line.split("\t", -1) : line.replaceAll("^[ \t]+", "").split("[ \t]+", -1);
    int count = columns.length;
    while (count > 1 && columns[count - 1].isBlank()) {
      count--;
    }
    for (int i = 0; i < count; i++) {
      columns[i] = columns[i].strip();
    }
    return java.util.Arrays.copyOf(columns, count);
  }

  /**
   * Most lines carry a number, most sentences begin with 0 or most with 1, and most numbers go on
   * by one.
   */
  private static boolean numbered(List<String[]> rows) {
    int words = 0;
    int numbers = 0;
    int sentences = 0;
    int zeros = 0;
    int ones = 0;
    int followed = 0;
    int following = 0;
    Integer before = null;
    boolean first = true;
    for (var row : rows) {
      if (row == null || comment(row)) {
        first = true;
        before = null;
        continue;
      }
      words++;
      boolean number = row.length > 1 && NUMBER.matcher(row[0]).matches();
      Integer here = number ? Integer.valueOf(row[0]) : null;
      numbers += number || RANGE.matcher(row[0]).matches() ? 1 : 0;
      if (first) {
        sentences++;
        zeros += here != null && here == 0 ? 1 : 0;
        ones += here != null && here == 1 ? 1 : 0;
      } else if (before != null && here != null) {
        following++;
        followed += here == before + 1 || here <= 1 ? 1 : 0;
      }
      first = false;
      before = here;
    }
    return words > 0
        && numbers * 2 > words
        && Math.max(zeros, ones) * 2 > sentences
        && followed * 2 >= following;
  }

  private static int most(List<String[]> words) {
    Map<Integer, Integer> counts = new HashMap<>();
    words.forEach(row -> counts.merge(row.length, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** The first column after the word, or the first whose values look like tags of entities. */
  private static int tag(List<String[]> words, int columns, Task task) {
    for (int c = 2; task.marksEntities() && c < columns; c++) {
      int column = c;
      long like =
          words.stream()
              .filter(r -> r.length > column && ENTITY.matcher(r[column]).matches())
              .count();
      if (like * 2 > words.size()) {
        return c;
      }
    }
    return 2;
  }

  private static Optional<String> prefix(List<String[]> words, int column) {
    Map<String, Integer> counts = new HashMap<>();
    for (var row : words) {
      var matcher = row.length > column ? PREFIX.matcher(row[column]) : null;
      if (matcher != null && matcher.matches()) {
        counts.merge(matcher.group(1), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .filter(e -> e.getValue() * 2 > words.size())
        .map(Map.Entry::getKey);
  }
}
