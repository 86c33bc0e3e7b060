package lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lamina.data.format.LabelMap;
import lamina.files.HubCache;
import lamina.model.HeadKey;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A variant that is asked for is answered with, or refused; predict and evaluate ask here. */
class ModelLookupTest {
  @TempDir Path folder;

  private static String head(String variant, String layer) {
    return ModelLookup.head(ModelFiles.summary(SmallModels.of("pos-student")), variant, layer)
        .key();
  }

  @Test
  void whatIsNotSaidIsAsInTheChosenHead() {
    var chosen = ModelFiles.summary(SmallModels.of("pos-student")).chosen();
    assertEquals(chosen.key(), head(null, null));
    assertEquals("mean.1", head("mean", null));
    assertEquals("convex.3", head("convex", "3"));
    assertEquals(HeadKey.LAST.key(), head("mean", "last"));
    assertThrows(Problem.class, () -> head("nonsense", null));
    assertThrows(Problem.class, () -> head("mean", "99"));
  }

  /** A cache as Hugging Face's programs leave it: files are links into a folder of blobs. */
  private Path fetched(String name, String classifier) throws IOException {
    var model = folder.resolve("hub/models--" + name.replace("/", "--"));
    var snapshot = Files.createDirectories(model.resolve("snapshots/0123abcd"));
    var blobs = Files.createDirectories(model.resolve("blobs"));
    Files.createDirectories(model.resolve("refs"));
    Files.writeString(model.resolve("refs/main"), "0123abcd");
    try (var files = Files.list(Path.of("src/test/resources/classifiers").resolve(classifier))) {
      for (var file : files.toList()) {
        var blob = blobs.resolve(Integer.toHexString(file.getFileName().hashCode()));
        Files.copy(file, blob);
        Files.createSymbolicLink(
            snapshot.resolve(file.getFileName()),
            Path.of("../../blobs").resolve(blob.getFileName()));
      }
    }
    return snapshot;
  }

  private HubCache cache() {
    return new HubCache(Map.of("HF_HOME", folder.toString()), "");
  }

  @Test
  void aNameOfTheHubIsTheFolderThatWasFetched() throws IOException {
    var snapshot = fetched("some/tagger", "bert-pos");
    assertEquals(snapshot, ModelLookup.folder("some/tagger", cache()));
    assertEquals(snapshot, ModelLookup.folderOrModel("some/tagger", cache()));
    var summary = ModelLookup.find("some/tagger", null, LabelMap.NONE, cache());
    assertEquals("some/tagger", summary.name(), "the folder's own name is a number");
    assertEquals(snapshot, summary.directory());
    TaskModel.open(summary.directory()).close();
    assertEquals(Path.of("models/base"), ModelLookup.folder("models/base", cache()));
    assertEquals(Path.of("./nowhere"), ModelLookup.folder("./nowhere", cache()));
  }

  @Test
  void aNameThatWasNotFetchedIsSaidWithTheFolderThatWasLookedIn() {
    for (org.junit.jupiter.api.function.Executable look :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> ModelLookup.folder("some/other", cache()),
            () -> ModelLookup.folderOrModel("some/other", cache()),
            () -> ModelLookup.find("some/other", null, LabelMap.NONE, cache()))) {
      var said = assertThrows(Problem.class, look).getMessage();
      assertTrue(said.contains(folder.resolve("hub").toString()), said);
      assertTrue(said.contains("hf download some/other"), said);
    }
  }
}
