package lamina.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lamina.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What holds where nobody says a task or a model, in every command. */
class DefaultsTest {
  /**
   * Their tasks are settings of a run, shown by the window, or of files: none has a model's. Drafts
   * are of all models; similarity reads any encoder.
   */
  private static final Set<String> OWN =
      Set.of("train", "distil", "snapshot", "trim", "random", "checklist", "similarity");

  private static JsonNode json(String... arguments) throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    assertEquals(0, code, err.toString());
    return new ObjectMapper().readTree(out.toString());
  }

  private static OptionSpec option(CommandLine command, String name) {
    return command.getCommandSpec().findOption(name);
  }

  @Test
  void aModelAndItsTaskAreAskedForAlikeInEveryCommand() {
    var texts = new TreeSet<String>();
    var asked = new ArrayList<String>();
    for (var command : Main.commandLine().getSubcommands().values()) {
      var name = command.getCommandName();
      var model = option(command, "--model");
      var task = option(command, "--task");
      if (OWN.contains(name)) {
        continue;
      }
      if (model != null) {
        assertFalse(model.required(), name);
        assertEquals("teacher", model.initialValue(), name);
        assertTrue(task != null, name + " has a model and no task");
      }
      if (task != null) {
        asked.add(name);
        assertFalse(task.required(), name);
        assertEquals(null, task.initialValue(), name);
        texts.addAll(List.of(task.description()));
      }
    }
    assertEquals(1, texts.size(), texts.toString());
    assertTrue(asked.containsAll(List.of("predict", "evaluate", "bench")), asked.toString());
    assertTrue(texts.first().endsWith(Task.DEFAULT.key() + "."), texts.first());
  }

  @Test
  void predictEvaluateAndBenchTakeTheDefaultTask(@TempDir Path folder) throws Exception {
    var predicted = json("predict", "--lang", "en", "--text", "A test .", "--json");
    assertEquals("pos", predicted.path("task").asText());
    assertEquals("pos-teacher", predicted.path("model").asText());
    var line = "evaluate --data sample-data/pos/th.conllu --model student --json";
    assertEquals("pos-student", json(line.split(" ")).path("model").asText());
    line = "bench --rounds 1 --warmup 0 --sentences 1 --passes 0 --json";
    assertEquals(List.of("pos-teacher", "pos-student"), contenders(json(line.split(" "))));
  }

  @Test
  void aModelsOwnTaskIsTheTaskOfWhatItIsComparedWith() throws Exception {
    var line = "bench --models models/ner-student,teacher";
    line += " --rounds 1 --warmup 0 --sentences 1 --passes 0 --json";
    assertEquals(List.of("ner-student", "ner-teacher"), contenders(json(line.split(" "))));
    line = "predict --model ner-student --lang en --text Berlin --json";
    assertEquals("ner", json(line.split(" ")).path("task").asText());
  }

  private static List<String> contenders(JsonNode report) {
    return report.findValuesAsText("model").stream().distinct().toList();
  }
}
