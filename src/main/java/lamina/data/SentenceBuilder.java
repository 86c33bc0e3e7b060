package lamina.data;

import java.util.ArrayList;
import java.util.List;
import lamina.language.Language;

/**
 * Collects the lines of files with one word a line into sentences, for all readers of such files.
 *
 * <p>A sentence without an identifier gets its number in the file, from 1.
 */
final class SentenceBuilder {
  private final TextFile file;
  private final Task task;
  private final Language language;
  private final List<Example> sentences = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private String id;
  private int begin;
  private int seen;
  private int entities;
  private int strays;

  SentenceBuilder(TextFile file, Task task, Language language) {
    this.file = file;
    this.task = task;
    this.language = language;
  }

  /** Names the sentence that is being collected. */
  void id(String id) {
    this.id = id;
  }

  /** Adds a word with its tag as the file has it. */
  void word(int line, String word, String tag) {
    if (word.isBlank()) {
      throw file.problem(line, "a blank word; a word and its tag were expected. Remove the line.");
    }
    var label = LabelReading.of(file, line, task, tag);
    if (task == Task.NER) {
      count(label);
    }
    begin = words.isEmpty() ? line : begin;
    words.add(word);
    tags.add(label);
  }

  /** Ends the sentence, if one has begun. */
  void end() {
    if (!words.isEmpty()) {
      seen++;
      sentences.add(
          new TaggedSentence(
              id == null ? Integer.toString(seen) : id, language, words, tags, begin));
    }
    words.clear();
    tags.clear();
    id = null;
  }

  /** Ends the sentence without keeping it. */
  void drop() {
    seen++;
    words.clear();
    tags.clear();
    id = null;
  }

  /**
   * All sentences.
   *
   * @throws lamina.problem.Problem if there is none, or if the tags are IOB1
   */
  List<Example> finish() {
    end();
    if (sentences.isEmpty()) {
      throw file.problem("no sentence with tags in it; expected one word and its tag a line.");
    }
    if (strays * 2 > entities) {
      throw file.problem(
          strays
              + " of "
              + entities
              + " entities begin with I-, so the tags are IOB1; expected IOB2, where each begins"
              + " with B-. Convert the file.");
    }
    return List.copyOf(sentences);
  }

  private void count(String label) {
    var before = tags.isEmpty() ? "O" : tags.getLast();
    boolean stray =
        label.startsWith("I-") && (before.equals("O") || !before.endsWith(label.substring(1)));
    strays += stray ? 1 : 0;
    entities += stray || label.startsWith("B-") ? 1 : 0;
  }
}
