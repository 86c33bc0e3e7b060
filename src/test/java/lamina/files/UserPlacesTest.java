package lamina.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS) // where these paths aren't absolute
class UserPlacesTest {
  private static UserPlaces linux(String accountHome, String... variables) {
    var environment = new java.util.HashMap<String, String>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new UserPlaces(environment, accountHome, "Linux");
  }

  private static Optional<Path> at(String path) {
    return Optional.of(Path.of(path));
  }

  @Test
  void theXdgVariablesThenHomeThenTheAccount() {
    var all = linux("/a", "HOME", "/h", "XDG_CACHE_HOME", "/c", "XDG_DATA_HOME", "/d");
    assertEquals(at("/c/lamina"), all.cache());
    assertEquals(at("/d/lamina"), all.data());
    assertEquals(at("/h/.cache/lamina"), linux("/a", "HOME", "/h").cache());
    assertEquals(at("/h/.local/share/lamina"), linux("/a", "HOME", "/h").data());
    assertEquals(at("/a/.cache/lamina"), linux("/a").cache());
  }

  @Test
  void whatIsNoAbsolutePathCountsAsUnset() {
    assertEquals(Optional.empty(), linux("?").cache());
    assertEquals(Optional.empty(), linux("").data());
    assertEquals(
        at("/a/.cache/lamina"), linux("/a", "HOME", "", "XDG_CACHE_HOME", "relative").cache());
    assertEquals(at("/a/.cache/lamina"), linux("/a", "XDG_CACHE_HOME", "/c\0").cache());
  }

  @Test
  void otherSystemsHaveTheirOwn() {
    var mac = new UserPlaces(Map.of("XDG_CACHE_HOME", "/c"), "/Users/a", "Mac OS X");
    assertEquals(at("/Users/a/Library/Caches/Lamina"), mac.cache());
    assertEquals(at("/Users/a/Library/Application Support/Lamina"), mac.data());
    var windows = new UserPlaces(Map.of("LOCALAPPDATA", "/l"), "/u", "Windows 11");
    assertEquals(at("/l/Lamina/Cache"), windows.cache());
    assertEquals(at("/u/AppData/Roaming/Lamina"), windows.data());
  }
}
