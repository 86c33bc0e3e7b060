package lamina.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where this program's files of a user belong, as the system's conventions say: on Linux the XDG
 * base directories. Empty where the user has no home, as a number without an account in a container
 * has none.
 *
 * @param environment variables
 * @param accountHome home that the account says, for where HOME isn't set; anything that is no
 *     absolute path counts as none
 * @param system name of the operating system, as Java calls it
 */
public record UserPlaces(Map<String, String> environment, String accountHome, String system) {
  private static final String NAME = "lamina";

  /** The places of the user who runs this program. */
  public static UserPlaces ofSystem() {
    return new UserPlaces(
        System.getenv(), System.getProperty("user.home", ""), System.getProperty("os.name", ""));
  }

  /** What can be made again: unpacked libraries. */
  public Optional<Path> cache() {
    return place("LOCALAPPDATA", "AppData/Local", "Library/Caches", "XDG_CACHE_HOME", ".cache")
        .map(p -> system.startsWith("Windows") ? p.resolve("Cache") : p);
  }

  /** What can't: preferences, states of the window, runs of training. */
  public Optional<Path> data() {
    return place(
        "APPDATA",
        "AppData/Roaming",
        "Library/Application Support",
        "XDG_DATA_HOME",
        ".local/share");
  }

  private Optional<Path> place(
      String windowsVariable, String windows, String mac, String variable, String other) {
    if (system.startsWith("Windows")) {
      return named(windowsVariable).or(() -> home(windows)).map(p -> p.resolve("Lamina"));
    }
    return system.startsWith("Mac")
        ? home(mac).map(p -> p.resolve("Lamina"))
        : named(variable).or(() -> home(other)).map(p -> p.resolve(NAME));
  }

  private Optional<Path> home(String inside) {
    return named("HOME").or(() -> absolute(accountHome)).map(h -> h.resolve(inside));
  }

  private Optional<Path> named(String variable) {
    return absolute(environment.getOrDefault(variable, ""));
  }

  /** Relative paths count as unset, as the XDG specification asks. */
  private static Optional<Path> absolute(String path) {
    try {
      return Optional.of(Path.of(path)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
