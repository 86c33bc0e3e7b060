package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lamina.chart.figure.Role;
import lamina.data.Task;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.evaluate.Metric;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.ui.scores.LanguageTable;
import lamina.ui.scores.LanguageTableText;
import lamina.ui.scores.LayerFigures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures and tables from scores whose answer is known, and from the runs of a small sweep. */
class ExperimentResultsTest {
  private static final Path EXPERIMENTS = Path.of("src/test/resources/lamina/ui/experiments");

  @TempDir Path folder;

  private static Estimate estimate(
      String language, HeadKey head, double value, double gain, double p, double pieces) {
    boolean last = head.equals(HeadKey.LAST);
    return new Estimate(
        head.key(),
        head,
        language,
        100,
        value,
        0.01,
        new Interval(value - 0.02, value + 0.02),
        last
            ? Optional.empty()
            : Optional.of(
                new Intervals.Difference(gain, new Interval(gain - 0.01, gain + 0.01), p)),
        pieces);
  }

  /** Layer 3 gains in Arabic alone, layer 9 loses there; of the mean nothing is certain. */
  private static ExperimentResults known() {
    return known(0.01);
  }

  /**
   * The same.
   *
   * @param p of layer 3 in Arabic
   */
  private static ExperimentResults known(double p) {
    var three = new HeadKey(Variants.KNOWN.of("paper"), 3);
    var nine = new HeadKey(Variants.KNOWN.of("paper"), 9);
    var all = new ArrayList<Estimate>();
    all.add(estimate("ar", HeadKey.LAST, 0.40, 0, 0, 2.0));
    all.add(estimate("ar", three, 0.45, 0.05, p, 2.0));
    all.add(estimate("ar", nine, 0.36, -0.04, 0.02, 2.0));
    all.add(estimate("de", HeadKey.LAST, 0.60, 0, 0, 1.5));
    all.add(estimate("de", three, 0.58, -0.02, 0.30, 1.5));
    all.add(estimate("de", nine, 0.61, 0.01, 0.60, 1.5));
    all.add(estimate("en", HeadKey.LAST, 0.80, 0, 0, 1.2));
    all.add(estimate("en", three, 0.81, 0.01, 0.50, 1.2));
    all.add(estimate("en", nine, 0.79, -0.01, 0.50, 1.2));
    all.add(estimate("mean", HeadKey.LAST, 0.50, 0, 0, 1.75));
    all.add(estimate("mean", three, 0.515, 0.015, 0.08, 1.75));
    all.add(estimate("mean", nine, 0.485, -0.015, 0.09, 1.75));
    return new ExperimentResults(
        Task.POS,
        Metric.ACCURACY,
        "known",
        ModelSummary.Role.TEACHER,
        "single",
        3,
        "paper.9",
        Set.of("en"),
        "last",
        false,
        Set.of("last", "paper.3", "paper.9"),
        all);
  }

  @Test
  void titlesClaimAGainOnlyWhereTheCorrectedTestDoes() {
    var mean = new LayerFigures(known(), Variants.KNOWN.of("paper")).scores("mean").orElseThrow();
    assertTrue(mean.title().contains("no gain over the baseline is shown"), mean.title());
    assertTrue(mean.title().contains("chosen layer 9: -1.50 [-2.50, -0.50]"), mean.title());
    assertTrue(mean.caption().contains("single · 3 seeds · n = 100"), mean.caption());
    assertTrue(
        mean.caption()
            .contains("paired t test over seeds and items, Holm over all 8 tests of this source"),
        mean.caption());
    assertEquals(
        List.of(Role.TEACHER, Role.BASELINE), mean.lines().stream().map(l -> l.role()).toList());
    assertEquals(51.5, mean.lines().getFirst().y()[0], 1e-9);
    assertEquals(50, mean.lines().getLast().y()[1], 1e-9);
    // p = 0.01 would hold among two layers, but not among the eight tests of all languages.
    var arabic = new LayerFigures(known(), Variants.KNOWN.of("paper")).scores("ar").orElseThrow();
    assertTrue(arabic.title().contains("no gain over the baseline is shown"), arabic.title());
    var sure =
        new LayerFigures(known(0.001), Variants.KNOWN.of("paper")).scores("ar").orElseThrow();
    assertTrue(sure.title().contains("layers 3 beat the baseline"), sure.title());
    assertTrue(new LayerFigures(known(), Variants.KNOWN.of("convex")).scores("ar").isEmpty());
  }

  /** One seed is looked at; nothing is concluded from it, however small its p is. */
  @Test
  void headsOfOneSeedAreExploratoryAndBeatNothing() {
    var paper = Variants.KNOWN.of("paper");
    var many = known(0.0001);
    var one =
        new ExperimentResults(
            many.task(),
            many.metric(),
            many.name(),
            many.role(),
            "shared",
            1,
            many.chosen(),
            many.trained(),
            many.baseline(),
            false,
            many.curve(),
            many.estimates());
    for (var language : List.of("ar", "de", "mean")) {
      var title = new LayerFigures(one, paper).scores(language).orElseThrow().title();
      assertTrue(title.startsWith("Teacher, one seed (exploratory), "), title);
      assertFalse(title.contains("beat"), title);
    }
    var map = new LayerFigures(one, paper).gains().orElseThrow().title();
    assertTrue(map.startsWith("Teacher, one seed (exploratory): 1 of 8 tests"), map);
    var points = new LayerFigures(many, paper).scores("ar").orElseThrow().lines().getFirst();
    assertEquals(
        "n = 100 · +5.00 [+4.00, +6.00] against the last layer alone, p < 0.001 after Holm",
        points.details().getFirst());
  }

  @Test
  void theMapHoldsGainsAndStarsBothWays() {
    var map = new LayerFigures(known(), Variants.KNOWN.of("paper")).gains().orElseThrow();
    assertEquals(List.of("3", "9"), map.columns());
    assertEquals(List.of("Mean, no English", "Arabic", "German", "English"), order(map.rows()));
    int arabic = map.rows().indexOf("Arabic");
    assertEquals(5, map.values()[arabic][0], 1e-9);
    assertEquals(-5, map.low()[arabic][1], 1e-9);
    // p = 0.01 and 0.02 hold among two layers, but not among the eight tests that a map shows.
    assertTrue(map.title().contains("0 of 8 tests find a gain"), map.title());
    assertTrue(map.title().contains("0 a loss"), map.title());
    assertTrue(map.caption().contains("Holm over all 8 tests of this source"), map.caption());
    for (var row : map.starred()) {
      assertFalse(row[0] || row[1]);
    }
    var sure = new LayerFigures(known(0.001), Variants.KNOWN.of("paper")).gains().orElseThrow();
    assertTrue(sure.starred()[arabic][0] && !sure.starred()[arabic][1]);
    assertFalse(sure.starred()[0][0], "the mean's gain may be chance");
    assertTrue(sure.title().contains("1 of 8 tests find a gain"), sure.title());
  }

  private static List<String> order(List<String> rows) {
    assertEquals("Mean, no English", rows.getFirst());
    return rows.stream()
        .sorted(
            java.util.Comparator.comparingInt(
                List.of("Mean, no English", "Arabic", "German", "English")::indexOf))
        .toList();
  }

  @Test
  void whatThePaperReportsIsAnotherModelsGain() {
    var figure =
        new LayerFigures(known(), Variants.KNOWN.of("paper"))
            .besidePublished(Published.load())
            .orElseThrow();
    var reported =
        figure.lines().stream().filter(l -> l.role() == Role.PUBLISHED).findFirst().orElseThrow();
    assertEquals("reported for mBERT (Chen et al., 2022)", reported.name());
    assertEquals(71.81 - 70.28, reported.y()[9], 1e-9);
    assertEquals(1.5, figure.lines().getFirst().y()[0], 1e-9);
    assertTrue(figure.caption().startsWith("Reported: one run, no interval, from 70.3 %"));
  }

  private static LanguageTable table(LanguageTable.Grouping grouping, LanguageTable.Order order) {
    var evidence = known();
    return LanguageTable.of(
        List.of(
            new LanguageTable.Column("Teacher paper.3", Role.TEACHER, evidence, "paper.3"),
            new LanguageTable.Column("Baseline", Role.BASELINE, evidence, "last")),
        grouping,
        order);
  }

  /** English is at 81 [79, 83], the mean without it at 51.5 [49.5, 53.5]. */
  @Test
  void theGapToEnglishHasAnIntervalAndIsClaimedOnlyBeyondIt() {
    var table = table(LanguageTable.Grouping.NONE, LanguageTable.Order.SCORE);
    assertEquals(
        "Teacher paper.3: mean 51.5 %, 29.5 [26.7, 32.3] points below English",
        table.figure().title());
    assertTrue(table.caption().contains("as if its two scores were independent"));
    assertEquals(
        "Teacher paper.3: mean 51.5 %, no difference to English is shown: 1.5 [-1.3, 4.3] points"
            + " below it",
        english(0.53).figure().title());
    assertEquals(
        "Teacher paper.3: mean 51.5 %, 11.5 [8.7, 14.3] points above English",
        english(0.40).figure().title());
  }

  private static LanguageTable english(double score) {
    var known = known();
    var others = new ArrayList<>(known.estimates());
    others.removeIf(e -> e.language().equals("en"));
    others.add(estimate("en", new HeadKey(Variants.KNOWN.of("paper"), 3), score, 0, 1, 1.2));
    var evidence = with(known, others);
    return LanguageTable.of(
        List.of(new LanguageTable.Column("Teacher paper.3", Role.TEACHER, evidence, "paper.3")),
        LanguageTable.Grouping.NONE,
        LanguageTable.Order.NAME);
  }

  private static ExperimentResults with(ExperimentResults known, List<Estimate> estimates) {
    return new ExperimentResults(
        known.task(),
        known.metric(),
        known.name(),
        known.role(),
        known.protocol(),
        known.seeds(),
        known.chosen(),
        known.trained(),
        known.baseline(),
        known.runs(),
        known.curve(),
        estimates);
  }

  @Test
  void meansOverOtherLanguagesDoNotStandInOneRow() {
    var fewer = new ArrayList<>(known().estimates());
    fewer.removeIf(e -> e.language().equals("de"));
    var table =
        LanguageTable.of(
            List.of(
                new LanguageTable.Column("one", Role.TEACHER, known(), "last"),
                new LanguageTable.Column("two", Role.STUDENT, with(known(), fewer), "last")),
            LanguageTable.Grouping.NONE,
            LanguageTable.Order.NAME);
    var tex = LanguageTableText.latex(table);
    assertTrue(tex.contains("Mean, no English & 100 & $50.0 \\pm 1.0$ & -- &"), tex);
  }

  private static String codes(LanguageTable table) {
    return String.join(" ", table.rows().stream().map(r -> r.language().code()).toList());
  }

  @Test
  void languagesAreGroupedSortedAndFound() {
    assertEquals("en de ar", codes(table(LanguageTable.Grouping.NONE, LanguageTable.Order.SCORE)));
    assertEquals("ar de en", codes(table(LanguageTable.Grouping.NONE, LanguageTable.Order.GAP)));
    assertEquals("ar en de", codes(table(LanguageTable.Grouping.NONE, LanguageTable.Order.GAIN)));
    assertEquals("en de ar", codes(table(LanguageTable.Grouping.NONE, LanguageTable.Order.PIECES)));
    assertEquals("ar en de", codes(table(LanguageTable.Grouping.NONE, LanguageTable.Order.NAME)));
    assertEquals(
        "ar en de", codes(table(LanguageTable.Grouping.SCRIPT, LanguageTable.Order.SCORE)));
    assertEquals(
        "ar en de", codes(table(LanguageTable.Grouping.FAMILY, LanguageTable.Order.SCORE)));
    assertEquals("de ar en", codes(table(LanguageTable.Grouping.SEEN, LanguageTable.Order.SCORE)));
    var all = table(LanguageTable.Grouping.FAMILY, LanguageTable.Order.SCORE);
    assertEquals("ar", codes(all.matching(" semit")));
    assertEquals("de", codes(all.matching("DEUTSCH")));
    assertEquals("", codes(all.matching("klingon")));
    assertEquals(0.36, all.rows().getFirst().gaps()[0], 1e-9);
    assertTrue(Double.isNaN(all.rows().get(1).gaps()[0]), "English has no gap to itself");
    assertTrue(all.figure().caption().contains("n = 100 a language"), all.figure().caption());
  }

  @Test
  void tablesAreWrittenAsCsvAndBooktabs() throws Exception {
    var table = table(LanguageTable.Grouping.FAMILY, LanguageTable.Order.SCORE);
    LanguageTableText.write(table, folder.resolve("t.csv"));
    var csv = Files.readString(folder.resolve("t.csv"));
    assertTrue(
        csv.contains(
            "Arabic,ar,Afro-Asiatic,Arabic,false,Teacher"
                + " paper.3,single,3,100,45.00,1.00,43.00,47.00,36.00,2.00,accuracy\n"),
        csv);
    LanguageTableText.write(table, folder.resolve("t.tex"));
    var tex = Files.readString(folder.resolve("t.tex"));
    assertTrue(
        tex.contains("Arabic & 100 & $45.0 \\pm 1.0$ & $40.0 \\pm 1.0$ & 36.0 & 2.00 \\\\"), tex);
    assertTrue(tex.contains("\\toprule") && tex.contains("\\bottomrule"));
    assertTrue(tex.contains("\\multicolumn{6}{l}{\\emph{Afro-Asiatic}}"), tex);
    var problem =
        assertThrows(Problem.class, () -> LanguageTableText.write(table, folder.resolve("t.doc")));
    assertTrue(problem.getMessage().contains(".tex"), problem.getMessage());
  }

  @Test
  void runsOfASweepAreTestedWithoutTheFilesTheyWereTrainedOn() {
    var experiment =
        Experiment.in(
                EXPERIMENTS,
                problem -> {
                  throw problem;
                })
            .getFirst();
    assertEquals("pos-small", experiment.name());
    assertEquals(Task.POS, experiment.task());
    assertEquals(ModelSummary.Role.TEACHER, experiment.role());
    assertEquals(Set.of("en"), experiment.trained());
    var evidence = ExperimentResults.of(experiment);
    assertEquals("single", evidence.protocol());
    assertEquals(2, evidence.seeds());
    assertEquals(List.of("ar", "de", "en", "fr", "hi"), evidence.languages());
    assertEquals(Set.of("paper-3", "paper-9"), Set.copyOf(evidence.conditions()));
    assertTrue(evidence.conditions().contains(evidence.chosen()));
    var layers = evidence.layers(Variants.KNOWN.of("paper"), "de");
    assertEquals(List.of(3, 9), layers.stream().map(e -> e.head().layer()).toList());
    for (var e : layers) {
      assertEquals(40, e.n());
      assertTrue(e.sd() > 0 && e.interval().low() < e.value() && e.value() < e.interval().high());
      double p = evidence.family().p(e);
      assertTrue(p >= e.gain().orElseThrow().p(), "corrected upwards");
      double base = evidence.find("last", "de").orElseThrow().value();
      assertEquals(e.value() - base, e.gain().get().value(), 1e-9);
    }
    assertEquals(160, evidence.find("last", "mean").orElseThrow().n());
  }

  @Test
  void modelsOfDifferentDepthMakeNoCurveAndMeetTheDeepestOnesLastLayer() {
    var students =
        Experiment.in(
                Path.of("src/test/resources/experiments"),
                problem -> {
                  throw problem;
                })
            .stream()
            .filter(e -> e.name().equals("ner-students"))
            .findFirst()
            .orElseThrow();
    var evidence = ExperimentResults.of(students);
    assertEquals("teacher-unfused", evidence.baseline());
    assertEquals(
        Set.of("teacher", "student", "student-of-unfused", "no-teacher"),
        Set.copyOf(evidence.conditions()));
    assertEquals(List.of(), evidence.layered());
    assertEquals(
        List.of(6),
        evidence.layers(Variants.KNOWN.of("paper"), "mean").stream()
            .map(e -> e.head().layer())
            .toList());
  }

  /** Entity F1 of two schemes can't stand in one table. */
  @Test
  void scoresOfAnotherMetricAreLeftOutAndTheColumnSaysWhy() {
    var known = known();
    var strict =
        new ExperimentResults(
            known.task(),
            Metric.IOB2_STRICT,
            known.name(),
            known.role(),
            known.protocol(),
            known.seeds(),
            known.chosen(),
            known.trained(),
            known.baseline(),
            known.runs(),
            known.curve(),
            known.estimates());
    var table =
        LanguageTable.of(
            List.of(
                new LanguageTable.Column("one", Role.TEACHER, known, "last"),
                new LanguageTable.Column("two", Role.STUDENT, strict, "last")),
            LanguageTable.Grouping.NONE,
            LanguageTable.Order.NAME);
    assertTrue(table.rows().stream().allMatch(r -> r.cells().getFirst().isPresent()));
    assertTrue(table.rows().stream().allMatch(r -> r.cells().getLast().isEmpty()));
    assertTrue(table.columns().getLast().name().contains("iob2-strict"));
    assertTrue(table.caption().startsWith("accuracy"), table.caption());
    assertTrue(LanguageTableText.csv(table).contains(",accuracy\n"));
  }
}
