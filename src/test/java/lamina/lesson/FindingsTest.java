package lamina.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.fusion.Variants;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.model.Prediction;
import lamina.problem.Problem;
import lamina.service.Analysis;
import org.junit.jupiter.api.Test;

/** What lessons say of answers and scores, on made-up ones. */
class FindingsTest {
  private static final Language DE = Languages.of("de");
  private static final Language AR = Languages.of("ar");
  private static final HeadKey ONE = new HeadKey(Variants.KNOWN.of("paper"), 1);
  private static final HeadKey TWO = new HeadKey(Variants.KNOWN.of("paper"), 2);
  private static final TaggedSentence SENTENCE =
      new TaggedSentence("x", DE, List.of("a", "b", "c", "d"), List.of("NOUN", "VERB", "ADJ", "X"));

  private static Prediction tags(String... tags) {
    return new Prediction.Tags(
        Arrays.stream(tags)
            .map(
                t ->
                    t.isEmpty()
                        ? Optional.<Distribution>empty()
                        : Optional.of(new Distribution(List.of(t), new float[] {1})))
            .toList());
  }

  private static Score score(String language, HeadKey head, double value, double gain) {
    var difference = new Intervals.Difference(gain, new Interval(gain - 0.01, gain + 0.01), 0.1);
    return new Score(
        Task.POS,
        lamina.evaluate.Metric.ACCURACY,
        language,
        head,
        400,
        value,
        new Interval(value - 0.02, value + 0.02),
        head.equals(HeadKey.LAST) ? Optional.empty() : Optional.of(difference),
        1);
  }

  private static Findings.Found found(Role role, HeadKey chosen, Prediction one, Score... scores) {
    var heads = new TreeSet<>(List.of(ONE, TWO, HeadKey.LAST));
    var model =
        new ModelSummary(
            "m-" + role,
            Path.of("m"),
            role,
            Task.POS,
            Task.POS.labels(),
            3,
            3,
            8,
            16,
            5_000_000,
            2_000_000,
            "shared",
            heads,
            chosen,
            "",
            List.of());
    float[] gate = {0.25f, 0.75f};
    var layers =
        List.of(
            new Analysis.Layer(ONE, one, new float[0][], gate),
            new Analysis.Layer(TWO, tags("NOUN", "VERB", "ADJ", ""), new float[0][], gate));
    var last = tags("NOUN", "NOUN", "NOUN", "NOUN");
    var analysis = new Analysis("m", Variants.KNOWN.of("paper"), null, layers, last, false, 0, 0);
    return new Findings.Found(
        model, new ScoreTable(List.of(scores)), Map.of("de", List.of(analysis)));
  }

  private static Findings findings(Language language, Findings.Found... models) {
    var lesson =
        new Lesson(
            Path.of("l.yaml"),
            "t",
            "",
            language,
            Task.POS,
            "PUD",
            "",
            List.of(DE),
            Optional.empty(),
            Map.of("de", SENTENCE),
            Map.of(),
            List.of());
    var byRole = new java.util.EnumMap<Role, Findings.Found>(Role.class);
    for (var model : models) {
      byRole.put(model.model().role(), model);
    }
    return new Findings(lesson, Map.of("de", SENTENCE), byRole);
  }

  private static Findings teacher(HeadKey chosen, Score... scores) {
    return findings(
        Languages.of("en"),
        found(Role.TEACHER, chosen, tags("NOUN", "VERB", "NOUN", "NOUN"), scores));
  }

  @Test
  void blanksAreFilledFromAnswersAndScores() {
    var f = teacher(ONE, score("de", ONE, 0.571, 0.0052), score("mean", ONE, 0.5, -0.02));
    assertEquals(
        "2 of 4, alone 1; 57.1 % [55.1, 59.1] over 400; +0.52 [-0.48, +1.52]",
        f.fill(
            "{teacher.de.right} of {de.words}, alone {teacher.de.last.right}; {teacher.de.score}"
                + " {teacher.de.interval} over { teacher.de.n }; {teacher.de.gain}"
                + " {teacher.de.gain-interval}"));
    assertEquals(
        "m-TEACHER 3 1 3.0 b VERB German",
        f.fill(
            "{teacher.name} {teacher.layers} {teacher.layer} {teacher.size} {de.word.2} {de.tag.2}"
                + " {de.name}"));
    assertEquals("-2.00", f.fill("{teacher.mean.gain}"));
    assertEquals("–", f.fill("{teacher.ar.score}"), "not measured");
    assertThrows(Problem.class, () -> f.fill("{student.name}"), "not asked");
  }

  @Test
  void inArabicNumbersStayTogetherAndArabicWordsAreLeftAlone() {
    var f = findings(AR, found(Role.TEACHER, ONE, tags("X", "X", "X", "X")));
    assertEquals("\u200e1\u200e", f.fill("{teacher.de.right}"));
    assertEquals("الألمانية", f.fill("{de.name}"));
  }

  @Test
  void aWordThatWasNotReadIsWrong() {
    var f = teacher(TWO);
    assertEquals(3, f.tagging(Role.TEACHER, DE).right());
    assertEquals(0.5, f.gate(Role.TEACHER, DE, TWO).orElseThrow(), 1e-6);
  }

  @Test
  void whereTheLastLayerWasChosenAMixtureIsStillFound() {
    var f = teacher(HeadKey.LAST, score("de", TWO, 0.5, 0.05));
    assertEquals(TWO, f.model(Role.TEACHER).fused());
    assertEquals("1", f.fill("{teacher.de.right}"));
    assertEquals("3", f.fill("{teacher.de.fused.right}"));
    assertEquals("2", f.fill("{teacher.layer}"));
    var over = new Question.Fusion(Role.TEACHER, DE, Question.Over.SCORES);
    assertEquals(Optional.of(Outcome.MORE), QuestionInstance.of(over, f).outcome());
  }

  @Test
  void answersOfQuestionsAreFoundInWhatModelsSay() {
    var f = teacher(ONE);
    var sentence = new Question.Fusion(Role.TEACHER, DE, Question.Over.SENTENCE);
    assertEquals(Optional.of(Outcome.MORE), QuestionInstance.of(sentence, f).outcome());
    var scores = new Question.Fusion(Role.TEACHER, DE, Question.Over.SCORES);
    assertTrue(QuestionInstance.of(scores, f).right().isEmpty(), "no scores, no answer");
    var unclear = teacher(ONE, score("de", ONE, 0.5, 0.005));
    assertEquals(Optional.of(Outcome.SAME), QuestionInstance.of(scores, unclear).outcome());
    var count = QuestionInstance.of(new Question.Count(Role.TEACHER, DE), f);
    var band = (Choice.Between) count.choices().get(count.right().orElseThrow());
    assertTrue(band.from() <= 2 && band.to() >= 2, band.toString());
    assertEquals(new Choice.Between(0, 0), count.choices().getFirst());
    assertEquals(4, ((Choice.Between) count.choices().getLast()).to(), "all words");
    var label = new Question.Tag(DE, 2, Optional.empty(), List.of("NOUN", "VERB"));
    assertEquals(Optional.of(1), QuestionInstance.of(label, f).right());
    var answer = new Question.Tag(DE, 3, Optional.of(Role.TEACHER), List.of("ADJ", "VERB"));
    var other = QuestionInstance.of(answer, f);
    assertEquals(new Choice.OtherTag(), other.choices().get(other.right().orElseThrow()));
  }

  @Test
  void theBestLanguageIsToldOnlyWhereIntervalsAreApart() {
    var best = new Question.Best(Role.TEACHER, List.of(DE, AR));
    var apart = teacher(ONE, score("de", ONE, 0.5, 0), score("ar", ONE, 0.6, 0));
    assertEquals(Optional.of(1), QuestionInstance.of(best, apart).right());
    var near = teacher(ONE, score("de", ONE, 0.5, 0), score("ar", ONE, 0.53, 0));
    var posed = QuestionInstance.of(best, near);
    assertEquals(new Choice.Undecided(), posed.choices().get(posed.right().orElseThrow()));
    assertTrue(QuestionInstance.of(best, teacher(ONE, score("de", ONE, 0.5, 0))).right().isEmpty());
  }

  @Test
  void studentAndTeacherAreComparedOnTheSentenceAndOverScores() {
    var f =
        findings(
            Languages.of("en"),
            found(Role.TEACHER, TWO, tags("X", "X", "X", "X"), score("de", TWO, 0.6, 0)),
            found(Role.STUDENT, ONE, tags("X", "X", "X", "X"), score("de", ONE, 0.58, 0)));
    var sentence = new Question.Student(DE, Question.Over.SENTENCE);
    assertEquals(Optional.of(Outcome.FEWER), QuestionInstance.of(sentence, f).outcome());
    var scores = new Question.Student(DE, Question.Over.SCORES);
    assertEquals(
        Optional.of(Outcome.SAME), QuestionInstance.of(scores, f).outcome(), "intervals overlap");
  }

  @Test
  void aSentenceIsTypicalUnlessItsIntervalLeavesTheScoreOut() {
    var score = score("de", ONE, 0.5, 0);
    assertEquals(Typicality.Kind.FAIR, new Typicality(6, 8, score).kind());
    assertEquals(Typicality.Kind.EASIER, new Typicality(20, 20, score).kind());
    assertEquals(Typicality.Kind.HARDER, new Typicality(1, 20, score).kind());
  }

  @Test
  void rowsOfLayersComeInTheirOrderAndOnce() {
    var f = teacher(TWO);
    List<Step.Stop> reveal =
        List.of(
            new Step.Stop.Last(),
            new Step.Stop.Layer(2),
            new Step.Stop.Layer(9),
            new Step.Stop.Chosen());
    var title = new Step.Title(1, "h", "");
    var step = new Step.Layers(title, Role.TEACHER, DE, reveal);
    assertEquals(List.of(HeadKey.LAST, TWO), f.heads(step), "no layer 9, layer 2 once");
    var all = new Step.Layers(title, Role.TEACHER, DE, List.of());
    assertEquals(List.of(HeadKey.LAST, ONE, TWO), f.heads(all));
    assertEquals(3, f.beats(all));
  }

  @Test
  void aWalkGoesForthAndBackAndForgetsAGuess() {
    var walk = LessonProgress.begin(List.of(1, 2, 3));
    assertTrue(walk.atStart());
    assertEquals(walk, walk.back());
    var question = walk.next();
    var guessed = question.guess(2);
    assertEquals(OptionalInt.of(2), guessed.guessed());
    assertEquals(1, guessed.beat());
    assertEquals(OptionalInt.empty(), guessed.back().guessed());
    assertEquals(OptionalInt.empty(), question.next().guessed(), "revealed without a guess");
    var end = guessed.next().next().next();
    assertTrue(end.atEnd());
    assertEquals(end, end.next());
    assertEquals(OptionalInt.of(2), guessed.next().back().guessed(), "kept on the way back");
  }
}
