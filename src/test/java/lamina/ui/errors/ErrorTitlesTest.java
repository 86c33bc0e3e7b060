package lamina.ui.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import lamina.answers.Answer;
import lamina.answers.AnsweredSet;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.evaluate.Metric;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import org.junit.jupiter.api.Test;

/** The title of Errors counts kinds of error that differ after Holm, and those have stars. */
class ErrorTitlesTest {
  private static final Pattern COUNTS =
      Pattern.compile(".*: (\\d+) of (\\d+) kinds of error are more frequent, (\\d+) less");

  /** Nouns, verbs and adverbs, of which some are taken for others by chance. */
  private static Answered answered(double nounsWrong, double verbsWrong, long seed) {
    var random = new Random(seed);
    var examples = new ArrayList<Example>();
    var said = new ArrayList<List<Answer>>();
    for (int s = 0; s < 400; s++) {
      var tags = List.of("NOUN", "NOUN", "VERB", "VERB", "ADV");
      var words = Collections.nCopies(tags.size(), "w");
      examples.add(new TaggedSentence("s" + s, Languages.of("de"), words, tags));
      var answers = new ArrayList<Answer>();
      for (var tag : tags) {
        double wrong = tag.equals("NOUN") ? nounsWrong : tag.equals("VERB") ? verbsWrong : 0.1;
        boolean errs = random.nextDouble() < wrong;
        answers.add(new Answer(errs ? (tag.equals("NOUN") ? "VERB" : "NOUN") : tag, 1));
      }
      said.add(answers);
    }
    var set =
        new AnsweredSet(
            "m",
            "de.conllu",
            Task.POS,
            Metric.ACCURACY,
            "de",
            examples,
            Map.of(HeadKey.LAST, said));
    return new Answered(ModelFiles.summary(Path.of("models/pos-teacher")), set, HeadKey.LAST);
  }

  /** More frequent, all, less. */
  private static int[] counts(Answered first, Answered second) {
    var figure = ErrorFigures.difference(first, second);
    var match = COUNTS.matcher(figure.title());
    assertTrue(match.matches(), figure.title());
    int more = Integer.parseInt(match.group(1));
    int less = Integer.parseInt(match.group(3));
    int starred = 0;
    for (int r = 0; r < figure.rows().size(); r++) {
      for (int c = 0; c < figure.columns().size(); c++) {
        if (figure.starred()[r][c]) {
          starred++;
          boolean without = figure.low()[r][c] > 0 || figure.high()[r][c] < 0;
          assertTrue(without, "an interval that holds 0 has a star");
        }
      }
    }
    assertEquals(more + less, starred, figure.title());
    return new int[] {more, Integer.parseInt(match.group(2)), less};
  }

  @Test
  void plantedDifferencesAreClaimedAndChanceIsNot() {
    var planted = counts(answered(0.1, 0.3, 1), answered(0.3, 0.1, 2));
    assertEquals(1, planted[0], "nouns");
    assertEquals(1, planted[2], "verbs");
    int claimed = 0;
    for (long seed = 10; seed < 60; seed += 2) {
      var same = counts(answered(0.2, 0.2, seed), answered(0.2, 0.2, seed + 1));
      claimed += same[0] + same[2] > 0 ? 1 : 0;
    }
    assertTrue(claimed <= 4, claimed + " of 25 pairs that are equal");
  }
}
