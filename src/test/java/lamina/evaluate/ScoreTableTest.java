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
}
