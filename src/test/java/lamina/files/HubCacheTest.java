package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubCacheTest {
  @TempDir Path folder;

  private static Path where(String... environment) {
    var map = new java.util.HashMap<String, String>();
    for (int i = 0; i < environment.length; i += 2) {
      map.put(environment[i], environment[i + 1]);
    }
    return new HubCache(map, "/account").folder();
  }

  @Test
  void itLiesWhereHuggingFacesProgramsFindIt() {
    assertEquals(Path.of("/account/.cache/huggingface/hub"), where());
    assertEquals(Path.of("/h/.cache/huggingface/hub"), where("HOME", "/h"));
    assertEquals(Path.of("/x/huggingface/hub"), where("HOME", "/h", "XDG_CACHE_HOME", "/x"));
    assertEquals(Path.of("/f/hub"), where("XDG_CACHE_HOME", "/x", "HF_HOME", "/f"));
    assertEquals(Path.of("/c"), where("HF_HOME", "/f", "HF_HUB_CACHE", "/c"));
    assertEquals(Path.of("/h/mine/hub"), where("HOME", "/h", "HF_HOME", "~/mine"));
    assertEquals(Path.of("/f/hub"), where("HF_HOME", "/f", "HF_HUB_CACHE", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/../b", "../b", "a/b/c", "/a", "a/", "", "a b/c", "a/..b", "a//b", "~/a"})
  void aPathIsNoName(String text) {
    assertFalse(HubCache.mayName(text));
    assertEquals(Optional.empty(), cache().find(text));
  }

  private HubCache cache() {
    return new HubCache(Map.of("HF_HUB_CACHE", folder.toString()), "");
  }

  private Path snapshot(String revision) throws IOException {
    return Files.createDirectories(folder.resolve("models--a--b.c-d/snapshots").resolve(revision));
  }

  private void main(String content) throws IOException {
    var refs = Files.createDirectories(folder.resolve("models--a--b.c-d/refs"));
    Files.writeString(refs.resolve("main"), content);
  }

  @Test
  void theMainRevisionCountsOrTheOnlyOne() throws IOException {
    assertEquals(Optional.empty(), cache().find("a/b.c-d"));
    var one = snapshot("11aa");
    assertEquals(Optional.of(one), cache().find("a/b.c-d"));
    var two = snapshot("22bb");
    var said = assertThrows(Problem.class, () -> cache().find("a/b.c-d")).getMessage();
    assertTrue(said.contains("2 revisions") && said.contains("hf download a/b.c-d"), said);
    main("22bb\n");
    assertEquals(Optional.of(two), cache().find("a/b.c-d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"33cc", "../../../secret", "", "11aa/..", "."})
  void aRevisionThatIsNotThereIsRefused(String revision) throws IOException {
    snapshot("11aa");
    Files.createDirectories(folder.resolve("secret"));
    main(revision);
    var said = assertThrows(Problem.class, () -> cache().find("a/b.c-d")).getMessage();
    assertTrue(said.contains("refs") && said.contains("hf download a/b.c-d"), said);
  }
}
