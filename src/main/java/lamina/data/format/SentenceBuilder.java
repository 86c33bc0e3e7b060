package lamina.data.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lamina.data.Example;
import lamina.data.RowCount;
import lamina.data.TaggedSentence;
import lamina.language.Language;
import org.jspecify.annotations.Nullable;

/**
 * Collects the lines of files with one word a line into sentences, for all readers of such files.
 *
 * <p>A sentence without an identifier gets its number in the file, from 1.
 */
final class SentenceBuilder {
  /** What stands in the place of a word that a treebank may not show. */
  private static final String WITHHELD = "_";

  private static final Set<String> SIGNS = Set.of("PUNCT", "SYM", "X");

  /** A sentence with its labels as the file has them. */
  private record Draft(String id, List<Integer> lines, List<String> words, List<String> labels) {
    int line() {
      return lines.getFirst();
    }

    boolean hidden() {
      return words.stream().allMatch(WITHHELD::equals);
    }

    /** A sentence may consist of an underscore, or of a row of them for a blank to fill in. */
    boolean withheld() {
      return hidden() && words.size() > 1 && !SIGNS.containsAll(labels);
    }
  }

  private final ReadContext in;
  private final Language language;
  private final SeenLabels labels;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();

  /** Of the sentence that is collected; null where the file gives it none. */
  private @Nullable String id;

  private String field = "";
  private List<String> names = List.of();
  private int seen;
  private int blanks;
  private int firstBlank;

  SentenceBuilder(ReadContext in, Language language) {
    this.in = in;
    this.language = language;
    this.labels = new SeenLabels(in);
  }

  /**
   * Says that labels may be numbers.
   *
   * @param column name of the field that they stand in
   * @param own what the numbers 0, 1, ... name where the file says so; else empty
   */
  void numbers(String column, List<String> own) {
    field = column;
    names = List.copyOf(own);
  }

  /** Names the sentence that follows; one that is being collected ends. */
  void id(String name) {
    end();
    id = name;
  }

  /** Whether a sentence is being collected. */
  boolean open() {
    return !words.isEmpty();
  }

  /**
   * Adds a word with its tag as the file has it. Some sets hold blank words outside entities, where
   * a sign was lost; they are left out.
   */
  void word(int line, String word, String tag) {
    if (word.isBlank() && tag.equals("O")) {
      firstBlank = blanks == 0 ? line : firstBlank;
      blanks++;
      return;
    }
    if (word.isBlank()) {
      throw in.file()
          .problem(line, "a blank word; a word and its tag were expected. Remove the line.");
    }
    lines.add(line);
    words.add(word);
    tags.add(tag);
  }

  /** Ends the sentence, if one has begun. */
  void end() {
    if (open()) {
      seen++;
      var name = id == null ? Integer.toString(seen) : id;
      drafts.add(new Draft(name, List.copyOf(lines), List.copyOf(words), List.copyOf(tags)));
      clear();
    }
  }

  /** Ends the sentence without keeping it. */
  void drop() {
    seen++;
    clear();
  }

  private void clear() {
    words.clear();
    tags.clear();
    lines.clear();
    id = null;
  }

  /**
   * All sentences, their labels read as the task's.
   *
   * @throws lamina.problem.Problem if there is none, if all words are withheld, or naming all
   *     labels that nobody knows
   */
  List<Example> finish() {
    end();
    if (drafts.isEmpty()) {
      throw in.file().problem("no sentence with tags in it; expected one word and its tag a line.");
    }
    refuseHidden();
    var kept = drafts.stream().filter(d -> !d.withheld()).toList();
    if (kept.size() < drafts.size()) {
      var first = drafts.stream().filter(Draft::withheld).findFirst().orElseThrow();
      in.note(
          RowCount.of(drafts.size() - kept.size(), "sentence")
              + " left out, all words are withheld (_), the first in line "
              + first.line()
              + ".");
    }
    if (blanks > 0) {
      in.note(
          RowCount.of(blanks, "blank word") + " left out, the first in line " + firstBlank + ".");
    }
    kept = named(kept);
    for (var draft : kept) {
      for (int w = 0; w < draft.labels.size(); w++) {
        labels.add(draft.labels.get(w), draft.lines.get(w));
      }
    }
    var reading = labels.read();
    if (in.task().marksEntities()
        && reading.looksLikeIob1(kept.stream().map(Draft::labels).toList())) {
      reading = reading.iob1();
    }
    reading.notes().forEach(in::note);
    var sentences = new ArrayList<Example>();
    for (var d : kept) {
      sentences.add(new TaggedSentence(d.id, language, d.words, reading.read(d.labels), d.line()));
    }
    return List.copyOf(sentences);
  }

  /** Labels by name where the file numbers them. */
  private List<Draft> named(List<Draft> kept) {
    if (field.isEmpty()) {
      return kept;
    }
    var all = kept.stream().flatMap(d -> d.labels.stream()).toList();
    var named = LabelNumbers.named(in, field, names, all);
    var found = new ArrayList<Draft>();
    int from = 0;
    for (var d : kept) {
      found.add(new Draft(d.id, d.lines, d.words, named.subList(from, from + d.labels.size())));
      from += d.labels.size();
    }
    return found;
  }

  /** A treebank whose text others own is published with _ in place of every word. */
  private void refuseHidden() {
    long all = drafts.stream().mapToLong(d -> d.words.size()).sum();
    if (all > 1 && drafts.stream().allMatch(Draft::hidden)) {
      throw in.file()
          .problem(
              drafts.getFirst().line(),
              "all "
                  + all
                  + " words are _: the forms are withheld, since the text belongs to others."
                  + " The set's README says where to get the text and how to merge it in; score"
                  + " the merged file.");
    }
  }
}
