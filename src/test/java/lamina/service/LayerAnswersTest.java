package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lamina.evaluate.AnswerEffect;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.text.Tokens;
import org.junit.jupiter.api.Test;

/** What a layer changes, by hand and by what must hold of any answers. */
class LayerAnswersTest {
  private static final List<String> LABELS = List.of("NOUN", "VERB", "AUX");
  private static final Variant CONVEX = Variants.KNOWN.of("convex");

  private static Distribution distribution(int label) {
    var p = new float[] {0.1f, 0.1f, 0.1f};
    p[label] = 0.8f;
    return new Distribution(LABELS, p);
  }

  /** N, V and A for the labels; a dash for a word that was cut off. */
  private static Prediction tags(String labels) {
    var words = new ArrayList<Optional<Distribution>>();
    for (char c : labels.toCharArray()) {
      words.add(c == '-' ? Optional.empty() : Optional.of(distribution("NVA".indexOf(c))));
    }
    return new Prediction.Tags(List.copyOf(words));
  }

  private static Tokens tokens(int words, int read) {
    int[] label = new int[words];
    for (int w = 0; w < words; w++) {
      label[w] = w < read ? w : -1;
    }
    return new Tokens(
        Collections.nCopies(read, "p"),
        new long[read],
        new long[read],
        new int[read],
        Collections.nCopies(words, "w"),
        label,
        Collections.nCopies(read, new Tokens.Span(0, 1)),
        new Tokens.Cut(read, words));
  }

  private static Analysis analysis(Variant variant, Tokens tokens, String last, String... layers) {
    var list = new ArrayList<Analysis.Layer>();
    for (int i = 0; i < layers.length; i++) {
      list.add(
          new Analysis.Layer(
              new HeadKey(variant, i + 1), tags(layers[i]), new float[0][], new float[0]));
    }
    return new Analysis("m", variant, tokens, list, last == null ? null : tags(last), true, 0, 0);
  }

  @Test
  void aLayerFixesBreaksAndChangesWords() {
    var found =
        LayerAnswers.of(
            analysis(CONVEX, tokens(5, 5), "NNVAA", "NNVAA", "VVNNA"),
            List.of("NOUN", "VERB", "VERB", "VERB", "AUX"));
    var same = found.layers().getFirst();
    assertEquals(Collections.nCopies(5, AnswerEffect.SAME), same.effects());
    assertEquals(3, same.right());
    var other = found.layers().getLast();
    assertEquals(
        List.of(
            AnswerEffect.BROKEN,
            AnswerEffect.FIXED,
            AnswerEffect.BROKEN,
            AnswerEffect.CHANGED,
            AnswerEffect.SAME),
        other.effects());
    assertEquals(2, other.right());
    assertEquals(5, other.labelled());
    assertEquals(4, other.differing());
    assertEquals(3, found.last().orElseThrow().right());
    assertEquals(0, found.row(-1), "the last layer alone stands on top");
    assertEquals(2, found.row(1));
    assertEquals(other, found.rows().get(found.row(1)));
  }

  @Test
  void withoutLabelsWhatDiffersIsAChange() {
    var row = LayerAnswers.of(analysis(CONVEX, tokens(2, 2), "NV", "NN"), List.of()).layers();
    assertEquals(List.of(AnswerEffect.SAME, AnswerEffect.CHANGED), row.getFirst().effects());
    assertEquals(0, row.getFirst().labelled());
  }

  @Test
  void aModelWithoutTheBaselineHasNothingToCompareWith() {
    var found =
        LayerAnswers.of(analysis(CONVEX, tokens(2, 2), null, "NN"), List.of("NOUN", "VERB"));
    assertTrue(found.last().isEmpty());
    assertEquals(Collections.nCopies(2, AnswerEffect.NONE), found.layers().getFirst().effects());
    assertEquals(1, found.layers().getFirst().right());
    assertEquals(0, found.row(0));
    assertEquals(-1, found.row(-1));
  }

  @Test
  void theBaselineItselfIsOneRow() {
    var baseline = Variants.KNOWN.baseline();
    var found =
        LayerAnswers.of(analysis(baseline, tokens(2, 2), null, "NV"), List.of("NOUN", "NOUN"));
    assertEquals(List.of(), found.layers());
    assertEquals(1, found.last().orElseThrow().right());
    assertEquals(0, found.row(0));
  }

  @Test
  void aPairHasOneAnswer() {
    var layer =
        new Analysis.Layer(
            new HeadKey(CONVEX, 1),
            new Prediction.PairLabel(distribution(1)),
            new float[0][],
            new float[0]);
    var last = new Prediction.PairLabel(distribution(0));
    var analysis = new Analysis("m", CONVEX, tokens(9, 9), List.of(layer), last, true, 0, 0);
    var row = LayerAnswers.of(analysis, List.of("VERB")).layers().getFirst();
    assertEquals(List.of(AnswerEffect.FIXED), row.effects());
    assertEquals(1, row.right());
    assertEquals(1, row.labelled());
  }

  @Test
  void wordsThatWereNotReadHaveNoPlace() {
    var found =
        LayerAnswers.of(
            analysis(CONVEX, tokens(4, 2), "NV--", "VV--"), Collections.nCopies(4, "VERB"));
    assertEquals(2, found.gold().size());
    assertEquals(2, found.layers().getFirst().labelled());
    assertEquals(1, found.last().orElseThrow().right());
  }

  private static String random(Random random, int words, String letters) {
    var text = new StringBuilder();
    for (int w = 0; w < words; w++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** Of any answers: what is gained is what was fixed less what was broken. */
  @Test
  void rightAnswersAreThoseOfTheLastLayerAndTheFixedLessTheBroken() {
    for (int seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      int words = 1 + random.nextInt(12);
      var missing = random(random, words, "x--").replace('x', 'N'); // the same word for all heads
      var rows = new String[1 + random.nextInt(4)];
      var last = masked(random(random, words, "NVA"), missing);
      for (int i = 0; i < rows.length; i++) {
        rows[i] = masked(random(random, words, "NVA"), missing);
      }
      var gold = new ArrayList<String>();
      for (char c : random(random, random.nextBoolean() ? words : 0, "NVA").toCharArray()) {
        gold.add(LABELS.get("NVA".indexOf(c)));
      }
      var found = LayerAnswers.of(analysis(CONVEX, tokens(words, words), last, rows), gold);
      var base = found.last().orElseThrow();
      assertEquals(base.count(AnswerEffect.SAME), base.answered(), "it is what it is");
      for (var row : found.layers()) {
        assertEquals(
            row.right() - base.right(),
            row.count(AnswerEffect.FIXED) - row.count(AnswerEffect.BROKEN),
            "seed " + seed);
        assertEquals(row.answered(), row.count(AnswerEffect.SAME) + row.differing());
        assertEquals(words - row.answered(), row.count(AnswerEffect.NONE));
        assertEquals(gold.isEmpty() ? 0 : row.answered(), row.labelled());
        for (int w = 0; w < words; w++) {
          boolean differs =
              !row.answers()
                  .get(w)
                  .map(Distribution::label)
                  .equals(base.answers().get(w).map(Distribution::label));
          var effect = row.effects().get(w);
          assertEquals(differs, effect != AnswerEffect.SAME && effect != AnswerEffect.NONE);
        }
      }
    }
  }

  private static String masked(String labels, String mask) {
    var text = new StringBuilder(labels);
    for (int i = 0; i < labels.length(); i++) {
      if (mask.charAt(i) == '-') {
        text.setCharAt(i, '-');
      }
    }
    return text.toString();
  }
}
