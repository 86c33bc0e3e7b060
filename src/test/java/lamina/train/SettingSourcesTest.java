package lamina.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lamina.files.HubCache;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings mean the same however they are given, and none is lost in silence. */
class SettingSourcesTest {
  @TempDir Path folder;

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("recipe.yaml"), yaml);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem refused(Supplier<SettingSources> sources) {
    return assertThrows(Problem.class, () -> sources.get().resolve());
  }

  @Test
  void everySettingOfTheRecordIsDeclaredOnceInItsOrder() {
    assertEquals(
        Arrays.stream(TrainSettings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList(),
        Setting.ALL.stream().map(Setting::name).toList());
    var none = new SettingSources().resolve();
    assertEquals(Map.of(), none.sources());
    Setting.ALL.forEach(
        s -> {
          assertEquals(s.byDefault(), none.settings().values().get(s.name()), s.name());
          assertTrue(s.allowed().test(s.byDefault()), s.name());
        });
  }

  @Test
  void theSameHoweverGiven() {
    var yaml =
        """
        task: XNLI
        base: ./models/base/
        train: [a.tsv, b.tsv]
        variants: paper
        layers: [3, 9]
        epochs: 2
        rate: 2e-4
        clip: 1
        storage: fp16
        """;
    var byFile = new SettingSources().file(file(yaml)).resolve();
    var bySet =
        new SettingSources()
            .set(
                List.of(
                    "task=xnli",
                    "base=models/base",
                    "train=[a.tsv, b.tsv]",
                    "variants=[paper]",
                    "layers=3,9",
                    "epochs=2",
                    "rate=0.0002",
                    "storage=fp16"))
            .resolve();
    var byOption =
        new SettingSources()
            .option("--task", "task", "xnli")
            .option("--base", "base", "models//base")
            .option("--train", "train", List.of("a.tsv", "b.tsv"))
            .option("--variants", "variants", List.of("paper"))
            .option("--layers", "layers", List.of(3, 9))
            .option("--epochs", "epochs", 2)
            .option("--rate", "rate", 2e-4)
            .option("--seed", "seed", null)
            .set(List.of("storage=fp16"))
            .resolve();
    var byMap = new LinkedHashMap<>(byFile.settings().values());
    for (var other :
        List.of(bySet, byOption, new SettingSources().values("job.json", byMap).resolve())) {
      assertEquals(byFile.settings(), other.settings());
      assertEquals(byFile.settings().hash(), other.settings().hash());
    }
    assertEquals("recipe.yaml, line 7", byFile.sources().get("rate"));
    assertEquals("--set rate", bySet.sources().get("rate"));
    assertEquals("--rate", byOption.sources().get("rate"));
    assertFalse(byOption.sources().containsKey("seed"), "nobody gave it");
  }

  @Test
  void whatIsPrintedIsASettingsFileOfTheSameRun() {
    var given =
        new SettingSources()
            .set(List.of("licence=CC BY: \"x\" # y", "rate=1e-7", "dev=a b#c.tsv", "seed=-5"))
            .resolve();
    var again = new SettingSources().file(file(given.yaml())).resolve();
    assertEquals(given.settings(), again.settings());
    assertTrue(given.yaml().contains("rate: 1.0E-7  # --set rate\n"), given.yaml());
    assertTrue(given.yaml().contains("epochs: 1  # default\n"), given.yaml());
  }

  @Test
  void theHashTellsRunsApartAndNotTheirFolders() {
    var one = TrainSettings.of(Map.of("base", "v1/train", "out", "a"));
    assertEquals(one.hash(), TrainSettings.of(Map.of("base", "v1/train", "out", "b")).hash());
    assertNotEquals(one.hash(), TrainSettings.of(Map.of("base", "v2/train", "out", "a")).hash());
    for (var setting : Setting.ALL) {
      if (setting.byDefault() instanceof Number && !setting.name().equals("seed")) {
        var other = TrainSettings.of(Map.of("base", "v1/train", setting.name(), other(setting)));
        assertNotEquals(one.hash(), other.hash(), setting.name());
      }
    }
  }

  private static Object other(Setting setting) {
    return setting.byDefault() instanceof Double d ? (Object) (d / 2 + 0.01) : (Object) 20;
  }

  @Test
  void twoValuesNameBothPlaces() {
    var yaml = file("task: pos\nrate: 2e-4\n");
    var problem = refused(() -> new SettingSources().file(yaml).set(List.of("rate=1e-3")));
    assertTrue(problem.getMessage().contains("rate is 2.0E-4 by " + yaml + ", line 2"));
    assertTrue(problem.getMessage().contains("0.001 by --set rate"), problem.getMessage());
    problem = refused(() -> new SettingSources().file(yaml).option("--rate", "rate", 1e-3));
    assertTrue(problem.getMessage().contains("by --rate"), problem.getMessage());
    problem = refused(() -> new SettingSources().set(List.of("seed=1", "seed=2")));
    assertTrue(problem.getMessage().contains("seed is 1 by --set seed and 2 by --set seed"));
    refused(() -> new SettingSources().option("--epochs", "epochs", 3).set(List.of("epochs=2")));
    new SettingSources().file(yaml).set(List.of("rate=0.0002", "rate=2.0e-4")).resolve();
  }

  @Test
  void aBaseBesideATeacherIsNoSetting() {
    var problem =
        refused(
            () ->
                new SettingSources()
                    .file(file("base: models/base\n"))
                    .option("--teacher", "teacher", "t"));
    assertTrue(
        problem.getMessage().contains("line 1) has no effect beside teacher (--teacher)"),
        problem.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch: 8 | 16",
        "batch: 16.5 | whole number",
        "batch: '16x' | whole number",
        "batch: 99999999999 | 65536",
        "batch: | is empty",
        "epochs: 0 | 1 to 10000",
        "epochs: true | whole number",
        "rate: 0 | above 0",
        "rate: 'NaN' | number",
        "rate: 1e999 | number",
        "warmup: 1 | below 1",
        "dropout: -0.1 | from 0",
        "storage: fp8 | one of fp32, fp16, int8",
        "words: kept | one of trained, frozen",
        "protocol: x | shared, single, frozen",
        "task: tagging | pos, ner, xnli, pawsx",
        "variants: [] | one or more",
        "variants: [paper, paper] | each once",
        "variants: papper | paper",
        "variants: [paper, null] | paper",
        "layers: [0] | from 1",
        "layers: [1.5] | whole numbers",
        "layers: 3 x | whole numbers",
        "train: {a: b} | files",
        "train: [a, a] | each once",
        "base: [a] | folder",
        "freeze: -2 | from -1",
        "shareEmbeddings: ../../x | no path",
        "sped: 1 | unknown setting",
        "softHead: nine.9 | softHead",
      })
  void aWrongValueIsNamedWithItsPlaceAndWhatIsAllowed(String yaml, String said) {
    var path = file("seed: 1\n" + yaml + "\n");
    var problem = refused(() -> new SettingSources().file(path));
    var name = yaml.substring(0, yaml.indexOf(':'));
    assertTrue(problem.getMessage().contains(name), problem.getMessage());
    assertTrue(problem.getMessage().contains(said), problem.getMessage());
    if (!name.equals("softHead")) {
      assertTrue(problem.getMessage().startsWith(path + ", line 2"), problem.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "- a", "3", "task: pos\ntask: pos", "a: &x 1\nb: *x", "task: [", "\u0000"})
  void whatIsNoSettingsFileIsRefusedByName(String yaml) {
    var path = file(yaml);
    assertTrue(refused(() -> new SettingSources().file(path)).getMessage().startsWith("" + path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate", "=1", "rate=", "batch=[16]", "layers=[1", "storage=1", "nope=1"})
  void whatIsNoAssignmentIsRefused(String assignment) {
    var problem = refused(() -> new SettingSources().set(List.of(assignment)));
    assertTrue(problem.getMessage().startsWith("--set"), problem.getMessage());
  }

  @Test
  void aBaseMayBeAModelOfHuggingFacesCache() throws IOException {
    var hub = folder.resolve("hub/models--org--name");
    var snapshot = Files.createDirectories(hub.resolve("snapshots/0a1b"));
    Files.writeString(snapshot.resolve("config.json"), "{}");
    Files.writeString(Files.createDirectories(hub.resolve("refs")).resolve("main"), "0a1b");
    var cache = new HubCache(Map.of("HF_HUB_CACHE", folder.resolve("hub").toString()), "");
    var sources = new SettingSources().set(List.of("base=org/name"));
    assertEquals(snapshot, Path.of(sources.resolve(cache).settings().base()));
    var other = new SettingSources().set(List.of("base=org/other"));
    assertEquals(
        "org/other", other.resolve(cache).settings().base(), "named as it is where missing");
  }
}
