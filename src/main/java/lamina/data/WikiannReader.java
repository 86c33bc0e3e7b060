package lamina.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lamina.language.Language;

/**
 * Word, tab, tag; a blank line after each sentence: PAN-X as XTREME writes it, WikiAnn with the
 * language before each word ({@code de:Berlin}), and XTREME's POS files.
 *
 * <p>PAN-X's Japanese and Chinese files hold some tags {@code I-X} that follow no {@code B-X}. They
 * are kept as they stand, and strict scoring sees no entity there. A file in which most entities
 * begin so is IOB1 and is refused.
 */
final class WikiannReader implements ExampleReader {
  private static final Pattern PREFIX = Pattern.compile("([a-z]{2,3}(?:-[a-z]+)*):(?=.*\\t).*");

  @Override
  public List<Example> read(TextFile file, Task task, Language given) {
    var prefix = prefix(file);
    var language =
        prefix.isPresent()
            ? FileLanguage.among(file, Set.of(FileLanguage.inColumn(file, 1, prefix.get())), given)
            : FileLanguage.of(file, given);
    var sentences = new SentenceBuilder(file, task, language);
    var lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      int number = i + 1;
      if (line.isBlank()) {
        sentences.end();
        continue;
      }
      var columns = line.split("\t", -1);
      if (columns.length != 2) {
        throw file.problem(
            number,
            columns.length
                + " columns; expected 2, a word and its tag, separated by a tab. Correct the"
                + " line.");
      }
      sentences.word(
          number,
          prefix.map(p -> without(file, number, columns[0], p)).orElse(columns[0]),
          columns[1].strip());
    }
    return sentences.finish();
  }

  /** The language before the words, if the first three words all have the same. */
  private static Optional<String> prefix(TextFile file) {
    var found =
        file.lines().stream()
            .filter(line -> !line.isBlank())
            .limit(3)
            .map(
                line -> {
                  var matcher = PREFIX.matcher(line);
                  return matcher.matches() ? matcher.group(1) : "";
                })
            .distinct()
            .toList();
    return found.size() == 1 && !found.getFirst().isEmpty()
        ? Optional.of(found.getFirst())
        : Optional.empty();
  }

  private static String without(TextFile file, int number, String word, String prefix) {
    if (!word.startsWith(prefix + ":")) {
      throw file.problem(
          number,
          "word "
              + TextFile.quote(word)
              + "; expected "
              + prefix
              + ": before it as in the lines above. One file holds one language.");
    }
    return word.substring(prefix.length() + 1);
  }
}
