package lamina.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lamina.data.Task;
import lamina.evaluate.Claim;
import lamina.evaluate.Coverage;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.fusion.Variants;
import lamina.model.HeadKey;
import lamina.problem.Problem;
import lamina.train.TrainSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what means the same is compared, and only what the tests carry is claimed. */
class ComparisonTest {
  private static final HeadKey FUSED = new HeadKey(Variants.KNOWN.of("paper"), 3);

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void empty() {
    store = new Store(folder.resolve("store"));
  }

  /** A finished job; what a test doesn't change is the same in all. */
  private final class Run {
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private String name = "last";
    private Task task = Task.XNLI;
    private Metric metric = Metric.ACCURACY;
    private HeadKey head = HeadKey.LAST;
    private List<String> languages = List.of("de", "en", "fr");
    private String ids = "a";
    private String hash = "1".repeat(64);
    private int n = 200;
    private int right = 100;
    private int english = 100;
    private int development = 100;
    private Coverage coverage = Coverage.WHOLE;
    private boolean premises;

    Run() {
      settings.put("base", "b");
      settings.put("train", List.of("t.en.tsv"));
      settings.put("dev", "d.en.tsv");
      settings.put("protocol", "single");
    }

    private ScoredSet set(String language) {
      return set(language, language.equals("en") ? english : right);
    }

    private ScoredSet set(String language, int right) {
      var items = new ExampleScore[n];
      var names = new ArrayList<String>();
      for (int i = 0; i < n; i++) {
        items[i] = new ExampleScore(i * 7 % n < right ? 1 : 0, 1);
        names.add(ids + i);
      }
      var drawn =
          premises
              ? IntStream.range(0, n).mapToObj(i -> ids + i / 2 * 2).toList()
              : List.<String>of();
      var all = Map.of(head, items);
      return drawn.isEmpty()
          ? new ScoredSet(metric, language, names, 1.5, all, coverage)
          : new ScoredSet(metric, language, names, 1.5, all, coverage, "", drawn);
    }

    void done() throws Exception {
      settings.put("task", task.key());
      var values = TrainSettings.of(settings).values();
      values.remove("out");
      var tests = languages.stream().map(l -> "test/" + l + ".tsv").toList();
      var inputs = new LinkedHashMap<String, String>();
      tests.forEach(t -> inputs.put(t, hash));
      inputs.put("d.en.tsv", "2".repeat(64));
      var job = new ExperimentJob(name, values, tests, inputs, false, Map.of());
      var directory = Files.createDirectories(store.root().resolve(job.id()));
      job.write(directory);
      new RunResult(
              Map.of(
                  LanguageSplit.DEV,
                  List.of(set("en", development)),
                  LanguageSplit.TEST,
                  languages.stream().map(this::set).toList()),
              Optional.empty())
          .write(directory, task);
      Store.finish(directory, Duration.ofSeconds(1));
    }
  }

  private Run fused() {
    var run = new Run();
    run.name = "paper-3";
    run.head = FUSED;
    return run;
  }

  private void refused(String... said) {
    var problem = assertThrows(Problem.class, () -> Comparison.of(store, ""));
    for (var part : said) {
      assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }
  }

  @Test
  void howTestDataWereReadIsKeptWithTheResults() throws Exception {
    var run = new Run();
    run.coverage = new Coverage(3, 1, 2, List.of("en.tsv, line 3"));
    run.done();
    fused().done();
    var found = Comparison.of(store, "").baseline().coverage();
    assertEquals(List.of("de", "en", "fr"), List.copyOf(found.keySet()));
    assertEquals("3 windowed, 1 cut, 2 unanswerable", found.get("de"));
  }

  @Test
  void aComparisonSaysWhatItIsOf() throws Exception {
    new Run().done();
    var better = fused();
    better.right = 160;
    better.done();
    var comparison = Comparison.of(store, "");
    assertEquals(Task.XNLI, comparison.task());
    assertEquals(Metric.ACCURACY, comparison.metric());
    assertEquals(List.of("de", "fr"), comparison.targets());
    assertEquals(400, comparison.n());
    assertEquals(1, comparison.family().size());
    assertEquals("paired bootstrap over examples", comparison.test());
    var row = comparison.rows().getLast();
    assertEquals(Claim.GAIN, row.claim());
    assertEquals(0.3, row.gain().orElseThrow().value(), 1e-9);
    assertEquals(Claim.NOTHING, comparison.rows().getFirst().claim());
  }

  /** Better in English alone is no gain of transfer. */
  @Test
  void englishHasNoPartInTheMean() throws Exception {
    new Run().done();
    var english = fused();
    english.english = 200;
    english.done();
    var comparison = Comparison.of(store, "");
    var row = comparison.rows().getLast();
    assertEquals(0.5, row.condition().meanSpread().mean(), 1e-9);
    assertEquals(0, row.gain().orElseThrow().value(), 1e-9);
    assertEquals(Claim.NOTHING, row.claim());
  }

  private Run named(String name, int development, int right) {
    var run = fused();
    run.name = name;
    run.settings.put("rate", right * 1e-5); // no two are one run
    run.development = development;
    run.right = right;
    run.english = right;
    return run;
  }

  /** The test scores, on which other conditions are better, have no say; nor has the baseline. */
  @Test
  void developmentScoresAloneChoose() throws Exception {
    var last = new Run();
    last.development = 190;
    last.right = 150;
    last.done();
    named("b", 120, 180).done();
    named("a", 160, 110).done();
    named("c", 90, 90).done();
    var chosen = Comparison.of(store, "").chosen().orElseThrow().condition();
    assertEquals("a", chosen.name());
    assertEquals(0.8, chosen.developmentSpread().mean(), 1e-9);
    assertEquals(0.55, chosen.meanSpread().mean(), 1e-9);
  }

  /** Kept is a condition's score over the baseline's. */
  @Test
  void whatIsKeptIsOfTheBaseline() throws Exception {
    new Run().done();
    var half = fused();
    half.right = 80;
    half.english = 50;
    half.done();
    var comparison = Comparison.of(store, "");
    var condition = comparison.rows().getLast().condition();
    assertEquals(0.8, comparison.kept(condition).share(), 1e-9);
    assertEquals(0.8, comparison.kept(condition, "de").share(), 1e-9);
    assertEquals(0.5, comparison.kept(condition, "en").share(), 1e-9);
    assertEquals(-0.1, comparison.gain(condition, "de").value(), 1e-9);
    assertEquals(-0.25, comparison.gain(condition, "en").value(), 1e-9);
    assertEquals(-0.1, comparison.rows().getLast().gain().orElseThrow().value(), 1e-9);
    assertTrue(comparison.interval(condition, "en").high() < 0.4);
  }

  /** Scores 0.4, 0.5, 0.6 against 0.3, 0.5, 0.4: d = 0.1 / 0.1 by the means, not by English. */
  @Test
  void theEffectIsOfTheMeanTestScoresOverSeeds() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      var last = new Run();
      last.right = new int[] {60, 100, 80}[seed - 1];
      last.settings.put("seed", seed);
      last.done();
      var better = fused();
      better.right = new int[] {80, 100, 120}[seed - 1];
      better.development = 10 * seed;
      better.settings.put("seed", seed);
      better.done();
    }
    var comparison = Comparison.of(store, "");
    assertEquals(1, comparison.rows().getLast().effect(), 1e-9);
    assertEquals("paired t test over seeds and examples", comparison.test());
    assertEquals(0.5, comparison.rows().getLast().condition().meanSpread().mean(), 1e-9);
  }

  /** Languages count alike, whether their sentences are translations of each other or not. */
  @Test
  void theMeanIsOverLanguagesOfAnyTestData() {
    for (var ids : List.of(List.of("a", "a"), List.of("a", "b"))) {
      var tests = new ArrayList<ScoredSet>();
      for (int l = 0; l < 2; l++) {
        var run = new Run();
        run.ids = ids.get(l);
        tests.add(run.set(List.of("de", "fr").get(l), List.of(100, 160).get(l)));
      }
      var result = new RunResult(Map.of(LanguageSplit.TEST, tests), Optional.empty());
      var runs = new TreeMap<>(Map.of(1L, result));
      var condition = new Condition("last", Task.XNLI, "single", HeadKey.LAST, runs);
      assertArrayEquals(new double[] {0.65}, condition.mean(), 1e-12);
      assertArrayEquals(new double[] {0.8}, condition.test("fr"), 1e-12);
    }
  }

  @Test
  void anyConditionMayBeWhatOthersAreComparedWith() throws Exception {
    new Run().done();
    named("b", 120, 180).done();
    var comparison = Comparison.of(store, "b");
    assertEquals("b", comparison.baseline().name());
    assertEquals(-0.4, comparison.rows().getLast().gain().orElseThrow().value(), 1e-9);
    assertThrows(Problem.class, () -> Comparison.of(store, "nobody"));
  }

  /** One of twenty gains by chance; alone it would be called a gain. */
  @Test
  void holmIsOverAllThatIsShown() throws Exception {
    new Run().done();
    var lucky = fused();
    lucky.right = 105;
    lucky.done();
    double alone = Comparison.of(store, "").rows().getLast().holm();
    for (int i = 0; i < 4; i++) {
      var other = fused();
      other.name = "other-" + i;
      other.settings.put("rate", 1e-4 * (i + 1));
      other.done();
    }
    var comparison = Comparison.of(store, "");
    assertEquals(5, comparison.family().size());
    var row =
        comparison.rows().stream()
            .filter(r -> r.condition().name().equals("paper-3"))
            .findFirst()
            .orElseThrow();
    assertTrue(row.holm() > alone, row.holm() + " after " + alone);
    assertTrue(alone < 0.05 && row.holm() >= 0.05, alone + " alone, " + row.holm() + " among five");
    assertEquals(Claim.NOTHING, row.claim());
  }

  @Test
  void languagesThatAreShownBelongToTheFamily() throws Exception {
    new Run().done();
    var better = fused();
    better.right = 160;
    better.done();
    var comparison = Comparison.of(store, "", true);
    assertEquals(4, comparison.family().size(), "the mean, de, en, fr");
    var de = new Comparison.Tested("paper-3", "de");
    assertEquals(0.3, comparison.gains().get(de).value(), 1e-9);
    assertEquals(Claim.GAIN, comparison.family().claim(de));
    assertEquals(Claim.NOTHING, comparison.family().claim(new Comparison.Tested("paper-3", "en")));
    assertTrue(
        comparison.rows().getLast().holm() > Comparison.of(store, "").rows().getLast().holm());
  }

  /** Pairs of one premise are one draw, in the files, too. */
  @Test
  void whatWasDrawnTogetherIsKeptWithTheResults() throws Exception {
    var base = new Run();
    base.premises = true;
    base.done();
    var better = fused();
    better.premises = true;
    better.right = 110;
    better.done();
    var comparison = Comparison.of(store, "");
    assertEquals("paired bootstrap over premises", comparison.test());
    assertEquals(100, comparison.baseline().units("de"));
    assertEquals(200, comparison.baseline().examples("de"));
  }

  @Test
  void otherTasksAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.task = Task.PAWSX;
    other.done();
    refused("different tasks", "xnli", "pawsx", "paper-3-seed1");
  }

  @Test
  void otherSchemesAreRefused() throws Exception {
    var one = new Run();
    one.task = Task.NER;
    one.metric = Metric.CONLLEVAL;
    one.done();
    var other = fused();
    other.task = Task.NER;
    other.metric = Metric.IOB2_STRICT;
    other.done();
    refused("different metrics", "entity F1 (conlleval)", "entity F1 (iob2-strict)");
  }

  @Test
  void otherLanguagesAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.languages = List.of("de", "en");
    other.done();
    refused("different test languages", "de en fr", "de en)");
  }

  @Test
  void otherItemsAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.ids = "b";
    other.done();
    refused("different test items in de", "a0 and b0");
  }

  @Test
  void itemsOfOtherContentAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.hash = "3".repeat(64);
    other.done();
    refused("different contents of test files", "11111111", "33333333");
  }

  @Test
  void moreItemsAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.n = 150;
    other.done();
    refused("different test items in de", "200 and 150");
  }

  @Test
  void runsOfOneNameDifferInTheirSeedAlone() throws Exception {
    new Run().done();
    var second = new Run();
    second.settings.put("seed", 2);
    second.settings.put("rate", 1e-4);
    second.done();
    refused("both named last", "rate 2.0E-4 and 1.0E-4");
  }

  @Test
  void testsInEnglishAloneAreNoTransfer() throws Exception {
    var one = new Run();
    one.languages = List.of("en");
    one.done();
    refused("in English alone");
  }

  @Test
  void otherSeedsAreRefused() throws Exception {
    new Run().done();
    var other = fused();
    other.settings.put("seed", 2);
    other.done();
    refused("same seeds");
  }

  @Test
  void committedResultsCanBeCompared() throws Exception {
    try (var stores = Files.list(Path.of("src/test/resources/experiments"))) {
      for (var one : stores.filter(Files::isDirectory).toList()) {
        FinishedJob.conditions(new Store(one));
      }
    }
  }
}
