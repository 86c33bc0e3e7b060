package lamina.ui;

import java.util.List;
import java.util.stream.Collectors;
import javafx.util.StringConverter;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.language.Language;

/** Samples in one line, as lists name them. */
final class SampleTexts {
  private SampleTexts() {}

  /** A sample's words in one line. */
  static String words(Example example) {
    return switch (example) {
      case TaggedSentence s ->
          s.words().stream().collect(Collectors.joining(spaced(s.language()) ? " " : ""));
      case SentencePair p -> p.premise() + "  →  " + p.hypothesis();
    };
  }

  private static boolean spaced(Language language) {
    return !List.of("zh", "ja", "th").contains(language.code());
  }

  /** The line, cut to what a list has room for. */
  static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= 130
        ? line
        : line.substring(0, line.offsetByCodePoints(0, 129)) + "…";
  }

  /** Samples as a box shows them. */
  static StringConverter<Example> converter() {
    return new StringConverter<>() {
      @Override
      public String toString(Example example) {
        return example == null ? "" : shortened(words(example));
      }

      @Override
      public Example fromString(String name) {
        throw new UnsupportedOperationException("this box isn't typed into");
      }
    };
  }
}
