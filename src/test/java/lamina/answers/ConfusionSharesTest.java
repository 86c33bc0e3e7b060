package lamina.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.HeadKey;
import org.junit.jupiter.api.Test;

/** Intervals of shares are those of a bootstrap over sentences, and few draws claim nothing. */
class ConfusionSharesTest {
  private static final HeadKey FUSED = new HeadKey(Variants.KNOWN.of("paper"), 2);

  /** Sentences in which all nouns are right, or all wrong, as often as {@code wrong} says. */
  private static AnsweredSet set(int sentences, double wrong, double wrongOfLast, long seed) {
    var random = new Random(seed);
    var examples = new ArrayList<Example>();
    var fused = new ArrayList<List<Answer>>();
    var last = new ArrayList<List<Answer>>();
    for (int s = 0; s < sentences; s++) {
      int words = 1 + random.nextInt(9);
      var word = java.util.Collections.nCopies(words, "w");
      var tags = java.util.Collections.nCopies(words, "NOUN");
      examples.add(new TaggedSentence("s" + s, Languages.of("de"), word, tags));
      double chance = random.nextDouble();
      var said = new Answer(chance < wrong ? "VERB" : "NOUN", 1);
      var before = new Answer(chance < wrongOfLast ? "VERB" : "NOUN", 1);
      fused.add(java.util.Collections.nCopies(words, said));
      last.add(java.util.Collections.nCopies(words, before));
    }
    return new AnsweredSet(
        "m",
        "de.conllu",
        Task.POS,
        Metric.ACCURACY,
        "de",
        examples,
        Map.of(FUSED, fused, HeadKey.LAST, last));
  }

  private static ExampleScore[] items(AnsweredSet set, HeadKey head) {
    var items = new ExampleScore[set.examples().size()];
    for (int e = 0; e < items.length; e++) {
      long verbs = set.of(head, e).stream().filter(a -> a.label().equals("VERB")).count();
      items[e] = new ExampleScore(verbs, set.gold(e).size());
    }
    return items;
  }

  @Test
  void intervalsAreThoseOfABootstrapOverSentences() {
    for (long seed = 1; seed <= 3; seed++) {
      var set = set(200, 0.3, 0.2, seed);
      var shares = ConfusionShares.of(set, FUSED);
      int noun = shares.matrix().labels().indexOf("NOUN");
      int verb = shares.matrix().answers().indexOf("VERB");
      var own = shares.interval(noun, verb);
      var drawn = Intervals.bootstrap(items(set, FUSED), 1);
      double width = drawn.high() - drawn.low();
      assertEquals(drawn.low(), own.low(), 0.12 * width);
      assertEquals(drawn.high(), own.high(), 0.12 * width);
      var wilson =
          Intervals.wilson(shares.matrix().counts()[noun][verb], shares.matrix().total(noun));
      assertTrue(
          width > 1.3 * (wilson.high() - wilson.low()), "words of a sentence belong together");

      var both = ConfusionShares.both(set, FUSED, set, HeadKey.LAST);
      var difference = both.getFirst().minus(both.getLast(), noun, verb);
      var paired = Intervals.paired(items(set, FUSED), items(set, HeadKey.LAST), 1);
      double wide = paired.interval().high() - paired.interval().low();
      assertEquals(paired.value(), difference.value(), 1e-9);
      assertEquals(paired.interval().low(), difference.interval().low(), 0.15 * wide);
      assertEquals(paired.interval().high(), difference.interval().high(), 0.15 * wide);
      assertTrue(difference.p() < 0.01, "a planted difference is found: " + difference);
    }
  }

  @Test
  void fewDrawsAndEqualAnswersClaimNothing() {
    var few = set(4, 1, 0, 1);
    var both = ConfusionShares.both(few, FUSED, few, HeadKey.LAST);
    int noun = both.getFirst().matrix().labels().indexOf("NOUN");
    int verb = both.getFirst().matrix().answers().indexOf("VERB");
    assertEquals(1, both.getFirst().share(noun, verb));
    assertEquals(0, both.getLast().share(noun, verb));
    assertEquals(1, both.getFirst().minus(both.getLast(), noun, verb).p());
    assertTrue(both.getLast().interval(noun, verb).high() > 0.1, "nothing seen isn't never");
    var same = set(100, 0.3, 0.3, 2);
    var equal = ConfusionShares.both(same, FUSED, same, HeadKey.LAST);
    noun = equal.getFirst().matrix().labels().indexOf("NOUN");
    verb = equal.getFirst().matrix().answers().indexOf("VERB");
    assertEquals(1, equal.getFirst().minus(equal.getLast(), noun, verb).p());
  }
}
