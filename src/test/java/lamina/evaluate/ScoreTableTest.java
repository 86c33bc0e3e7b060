package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.data.Task;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ScoreTableTest {
  private static final String JSON =
      """
      {"results":[
      {"task":"pos","language":"ar","head":"paper.8","n":400,"score":0.5,"low":0.4,"high":0.6,"piecesPerWord":1.9},
      {"task":"pos","language":"ar","head":"last","n":400,"score":0.45,"low":0.35,"high":0.55,"piecesPerWord":1.9},
      {"task":"pos","language":"mean","head":"last","n":6400,"score":0.47,"low":0.4,"high":0.5,"piecesPerWord":1.5}]}
      """;

  @TempDir Path folder;

  @Test
  void readsFindsAndWritesTheSame() throws IOException {
    Files.writeString(folder.resolve(ScoreTable.FILE), JSON);
    var table = ScoreTable.read(folder);
    assertEquals(3, table.scores().size());
    assertEquals(List.of("ar"), table.languages());
    var score = table.find("ar", HeadKey.of("paper.8")).orElseThrow();
    assertEquals(0.5, score.value());
    assertEquals(new Interval(0.4, 0.6), score.interval());
    assertEquals(6400, table.find(ScoreTable.MEAN, HeadKey.LAST).orElseThrow().n());
    assertTrue(table.find("ar", HeadKey.of("paper.9")).isEmpty());

    table.write(folder, new ModelContents(List.of()));
    assertEquals(table, ScoreTable.read(folder));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing but the file stays behind");
    }
  }

  @Test
  void scoresOverOtherExamplesDoNotStandTogether() throws IOException {
    Files.writeString(folder.resolve(ScoreTable.FILE), JSON);
    var before = ScoreTable.read(folder);
    var paper = before.find("ar", HeadKey.of("paper.8")).orElseThrow();
    var nine =
        new Score(
            paper.task(),
            paper.metric(),
            "ar",
            HeadKey.of("paper.9"),
            400,
            0.7,
            paper.interval(),
            paper.gain(),
            1.9,
            paper.coverage(),
            "a1");
    var same = before.with(new ScoreTable(List.of(nine)));
    assertEquals(4, same.scores().size(), "its text was of just that length");
    assertEquals(java.util.Map.of(), before.lost(same));
    var other =
        same.with(
            new ScoreTable(
                List.of(
                    new Score(
                        nine.task(),
                        nine.metric(),
                        "ar",
                        HeadKey.of("paper.10"),
                        400,
                        0.7,
                        nine.interval(),
                        nine.gain(),
                        1.9,
                        nine.coverage(),
                        "b2"))));
    assertEquals(
        List.of("paper.8", "last", "paper.10"),
        other.scores().stream()
            .filter(x -> x.language().equals("ar"))
            .map(x -> x.head().key())
            .toList(),
        "of which examples the older ones were isn't known, but not those of paper.9");
    assertEquals(java.util.Map.of("ar", 1L), same.lost(other));
    other.write(folder, new ModelContents(List.of()));
    assertEquals(other, ScoreTable.read(folder));
  }

  /** Releases before wrote no scheme and knew strict IOB2 alone. */
  @Test
  void everyScoreSaysItsSchemeAndOneWithoutIsStrict() throws IOException {
    var before = JSON.replace("pos", "ner").replace("\"n\"", "\"metric\":\"entity F1\",\"n\"");
    Files.writeString(folder.resolve(ScoreTable.FILE), before);
    var table = ScoreTable.read(folder);
    assertEquals(Metric.IOB2_STRICT, table.metric().orElseThrow());
    table.write(folder, new ModelContents(List.of()));
    var written = Files.readString(folder.resolve(ScoreTable.FILE));
    assertTrue(written.contains("\"metric\":\"entity F1 (iob2-strict)\""), written);
    assertTrue(written.contains("\"scheme\":\"iob2-strict\""), written);
    assertEquals(table, ScoreTable.read(folder));

    Files.writeString(
        folder.resolve(ScoreTable.FILE), written.replaceFirst("iob2-strict\\)", "conlleval)"));
    var mixed = assertThrows(Problem.class, () -> ScoreTable.read(folder)).getMessage();
    assertTrue(mixed.contains("several metrics"), mixed);
  }

  @Test
  void schemesAreChosenByName() {
    assertEquals(Metric.CONLLEVAL, Metric.of(Task.NER, null));
    assertEquals(Metric.IOB2_STRICT, Metric.of(Task.NER, "IOB2-strict"));
    assertEquals(Metric.ACCURACY, Metric.of(Task.POS, null));
    for (var wrong :
        List.<Executable>of(
            () -> Metric.of(Task.NER, "iob"),
            () -> Metric.of(Task.POS, "conlleval"),
            () -> Metric.stored(Task.POS, "entity F1 (conlleval)"))) {
      assertThrows(Problem.class, wrong);
    }
  }

  @Test
  void noFileNoScores() {
    assertEquals(List.of(), ScoreTable.read(folder).scores());
  }

  @Test
  void brokenFileIsAProblemThatNamesIt() throws IOException {
    for (var text :
        List.of("{\"results\":[", JSON.replace("pos", "poz"), JSON.replace("paper.8", "paper.x"))) {
      Files.writeString(folder.resolve(ScoreTable.FILE), text);
      var problem = assertThrows(Problem.class, () -> ScoreTable.read(folder));
      assertTrue(problem.getMessage().contains(ScoreTable.FILE), problem.getMessage());
    }
  }

  private static Score score(String language, String head, int n, double value) {
    return new Score(
        Task.POS,
        Metric.ACCURACY,
        language,
        HeadKey.of(head),
        n,
        value,
        new Interval(value - 0.1, value + 0.1),
        java.util.Optional.empty(),
        1.5);
  }

  private static ScoreTable table(Score... scores) {
    return new ScoreTable(List.of(scores));
  }

  /** A language in which the baseline and a fused head are right so and so often. */
  private static ScoredSet scored(String language, int last, int fused) {
    var ids = java.util.stream.IntStream.range(0, 100).mapToObj(i -> language + i).toList();
    return new ScoredSet(
        Metric.ACCURACY,
        language,
        ids,
        1.5,
        java.util.Map.of(
            HeadKey.LAST,
            IntervalsTest.answers(100, last),
            HeadKey.of("paper.8"),
            IntervalsTest.answers(100, fused)));
  }

  /** English was trained on: it has scores, and no part in the mean. */
  @Test
  void gainsAreOverTheLastLayerAndTheMeanLeavesEnglishOut() {
    var paper = HeadKey.of("paper.8");
    var table =
        ScoreTable.of(
            Task.POS,
            List.of(scored("de", 40, 60), scored("en", 90, 10), scored("fr", 50, 56)),
            List.of(HeadKey.LAST, paper));
    assertEquals(0.1, table.find("en", paper).orElseThrow().value(), 1e-12);
    assertEquals(0.2, gain(table, "de"), 1e-12);
    assertEquals(-0.8, gain(table, "en"), 1e-12);
    assertEquals(0.45, table.find(ScoreTable.MEAN, HeadKey.LAST).orElseThrow().value(), 1e-12);
    assertEquals(0.58, table.find(ScoreTable.MEAN, paper).orElseThrow().value(), 1e-12);
    assertEquals(0.13, gain(table, ScoreTable.MEAN), 1e-12);
    assertEquals(200, table.find(ScoreTable.MEAN, paper).orElseThrow().n());
    assertTrue(table.find("de", HeadKey.LAST).orElseThrow().gain().isEmpty());
    assertTrue(table.find(ScoreTable.MEAN, HeadKey.LAST).orElseThrow().gain().isEmpty());
  }

  private static double gain(ScoreTable table, String language) {
    return table.find(language, HeadKey.of("paper.8")).orElseThrow().gain().orElseThrow().value();
  }

  @Test
  void newerScoresTakeThePlaceOfTheirOwnAlone() {
    var before =
        table(
            score("de", "paper.8", 100, 0.5),
            score("de", "last", 100, 0.4),
            score("ar", "last", 90, 0.3),
            score(ScoreTable.MEAN, "last", 190, 0.35),
            score(ScoreTable.MEAN, "paper.8", 190, 0.45));
    var after = before.with(table(score("de", "last", 100, 0.6)));
    assertEquals(0.6, after.find("de", HeadKey.LAST).orElseThrow().value());
    assertEquals(0.5, after.find("de", HeadKey.of("paper.8")).orElseThrow().value());
    assertEquals(0.3, after.find("ar", HeadKey.LAST).orElseThrow().value(), "another language's");
    assertTrue(after.find(ScoreTable.MEAN, HeadKey.LAST).isEmpty(), "the mean of other scores");
    assertTrue(after.find(ScoreTable.MEAN, HeadKey.of("paper.8")).isPresent(), "still its own");
    var others = before.with(table(score("de", "last", 50, 0.6)));
    assertTrue(others.find("de", HeadKey.of("paper.8")).isEmpty(), "other data");
    assertEquals(before, before.with(before).with(table()).with(before));
    var all = table(score("tr", "last", 9, 0.2), score(ScoreTable.MEAN, "last", 9, 0.2));
    assertTrue(
        before.with(all).find(ScoreTable.MEAN, HeadKey.LAST).isEmpty(), "not of all that are here");
  }

  @Test
  void whatIsNoNumberIsNotKeptAndNeverZero() throws IOException {
    var none = score("de", "last", 1, Double.NaN);
    assertTrue(ScoreTable.json(none).path("score").isNumber());
    assertTrue(Double.isNaN(ScoreTable.json(none).path("score").doubleValue()));
    table(none, score("ar", "last", 1, 0.5)).write(folder, new ModelContents(List.of()));
    assertEquals(List.of("ar"), ScoreTable.read(folder).languages());
  }
}
