package lamina.data;

import java.util.ArrayList;
import java.util.List;
import lamina.language.Language;

/**
 * A word and its tag a line, a blank line between sentences: {@code token TAB tag} and {@code
 * lang:token TAB tag} (PAN-X, WikiAnn, XTREME's POS files), and the numbered columns of Universal
 * NER's iob2 files, where the tag stands third.
 */
record TagColumnsFormat() implements Format {
  @Override
  public boolean fits(TextFile file, Task task) {
    return task.tagsWords()
        && !file.name().endsWith(".conllu")
        && !TableFormat.hasHeader(file)
        && !file.name().endsWith(".csv");
  }

  @Override
  public List<Example> read(TextFile file, Task task, Language language) {
    var examples = new ArrayList<Example>();
    var words = new ArrayList<String>();
    var tags = new ArrayList<String>();
    String id = null;
    String before = "O";
    for (int i = 0; i <= file.lines().size(); i++) {
      var line = i < file.lines().size() ? file.lines().get(i) : "";
      if (line.isBlank()) {
        if (!words.isEmpty()) {
          var name = id == null ? Integer.toString(examples.size() + 1) : id;
          examples.add(new TaggedSentence(name, language, words, tags));
        }
        words.clear();
        tags.clear();
        before = "O";
        id = null;
      } else if (line.startsWith("# ") && !line.contains("\t")) {
        if (line.startsWith("# sent_id =")) {
          id = line.substring("# sent_id =".length()).strip();
        }
      } else {
        var columns = line.split("\t", -1);
        boolean numbered = columns.length >= 3 && columns[0].matches("\\d+");
        if (columns.length != 2 && !numbered) {
          throw file.problem(
              i,
              "has "
                  + columns.length
                  + " columns; a word and its tag, set off by a tab, are expected.");
        }
        var word = numbered ? columns[1] : withoutLanguage(columns[0], language);
        if (word.isBlank()) {
          throw file.problem(i, "the word is blank.");
        }
        var tag = Labels.check(file, i, task, columns[numbered ? 2 : 1]);
        if (tag.startsWith("I-") && before.equals("O")) {
          throw file.problem(
              i, tag + " follows O; in IOB2 an entity begins with B-" + tag.substring(2) + ".");
        }
        before = tag;
        words.add(word);
        tags.add(tag);
      }
    }
    return examples;
  }

  private static String withoutLanguage(String token, Language language) {
    var prefix = language.code() + ":";
    return token.startsWith(prefix) && token.length() > prefix.length()
        ? token.substring(prefix.length())
        : token;
  }
}
