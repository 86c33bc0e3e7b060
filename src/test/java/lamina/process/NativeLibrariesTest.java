package lamina.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeLibrariesTest {
  @TempDir private Path folder;

  /** Prepares in its own environment and says where. */
  static final class Program {
    public static void main(String[] arguments) {
      var note = NativeLibraries.prepare();
      var place = Path.of(System.getProperty("DJL_CACHE_DIR"));
      System.out.println(place);
      System.out.println(Files.isDirectory(place));
      System.out.println(note.orElse("none"));
    }
  }

  private List<String> prepared(Map<String, String> environment) throws Exception {
    var builder = ChildProcess.builder(ChildProcess.command(Program.class.getName()));
    builder.environment().remove("DJL_CACHE_DIR");
    builder.environment().remove("ENGINE_CACHE_DIR");
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      var said = lines.lines().toList();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return said;
    }
  }

  @Test
  void theUsersCacheWhereItIsPrivate() throws Exception {
    var said = prepared(Map.of("XDG_CACHE_HOME", folder.toString()));
    assertEquals(List.of(folder.resolve("lamina/djl").toString(), "true", "none"), said);
    assertTrue(Files.isDirectory(folder.resolve("lamina/djl")), "it stays");
  }

  @Test
  void aFolderOfThisProcessElseWhichIsRemoved() throws Exception {
    var open = Files.createDirectory(folder.resolve("lamina"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    var said = prepared(Map.of("XDG_CACHE_HOME", folder.toString()));
    var place = Path.of(said.get(0));
    assertFalse(place.startsWith(folder), place.toString());
    assertEquals("true", said.get(1));
    assertTrue(said.get(2).contains(open + " may be written by others"), said.get(2));
    assertFalse(Files.exists(place.getParent()), "removed at the end");
    try (var inside = Files.list(open)) {
      assertEquals(0, inside.count(), "nothing is put where others can write");
    }
  }

  @Test
  void aVariableThatNamesAFolderOfOthersIsRefused() throws Exception {
    var open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (var variable : List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR")) {
      var said = String.join("\n", prepared(Map.of(variable, open.toString())));
      assertTrue(said.contains(open + ", which may be written by others"), said);
    }
  }

  @Test
  void testsThemselvesAreSafe() {
    assertTrue(System.getProperty("DJL_CACHE_DIR").contains("lamina"));
    assertTrue(System.getProperty("javafx.cachedir").contains("lamina"));
  }
}
