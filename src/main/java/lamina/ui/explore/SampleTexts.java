package lamina.ui.explore;

import java.util.List;
import java.util.stream.Collectors;
import javafx.util.StringConverter;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.text.Input;
import lamina.ui.control.LabelledFields;

/** Samples in one line, as lists name them. */
public final class SampleTexts {
  private SampleTexts() {}

  /** A sample's words in one line. */
  public static String words(Example example) {
    return switch (example) {
      case TaggedSentence s ->
          s.words().stream().collect(Collectors.joining(spaced(s.language()) ? " " : ""));
      case SentencePair p -> p.premise() + "  →  " + p.hypothesis();
    };
  }

  private static boolean spaced(Language language) {
    return !List.of("zh", "ja", "th").contains(language.code());
  }

  /**
   * What a model is shown: of an untouched sample its own words, else the text as it stands.
   *
   * @param example that was chosen
   * @param second second text, for pairs
   */
  static Input input(Task task, Example example, String text, String second) {
    if (!task.tagsWords()) {
      return new Input.Pair(text, second);
    }
    return example instanceof TaggedSentence s && untouched(s, text)
        ? new Input.Words(s.words())
        : new Input.Text(text);
  }

  /** Labels of a sample; empty where it was edited or none is chosen. */
  static List<String> gold(Example example, String text, String second) {
    return switch (example) {
      case TaggedSentence s when untouched(s, text) -> s.tags();
      case SentencePair p when p.premise().equals(text) && p.hypothesis().equals(second) ->
          List.of(p.label());
      case null, default -> List.of();
    };
  }

  private static boolean untouched(TaggedSentence s, String text) {
    return text.equals(String.join(" ", s.words()));
  }

  /** The line, cut to what a list has room for. */
  static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= 130
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 129)) + "…";
  }

  /** Samples as a box shows them. */
  static StringConverter<Example> converter() {
    return LabelledFields.named(example -> shortened(words(example)));
  }
}
