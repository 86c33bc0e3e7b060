package lamina.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lamina.files.PrivateFolder;
import lamina.files.TemporaryFolder;
import lamina.files.UserPlaces;
import lamina.problem.Problem;

/**
 * Where libraries unpack their native parts, which are then run: a folder that nobody else can
 * write. It is the user's cache; where that is missing or not safe, a folder made for this process
 * and removed when it ends.
 */
public final class NativeLibraries {
  /** The engine's own variables; a person may set them. */
  private static final String ENGINE = "DJL_CACHE_DIR";

  private static final String ENGINE_ALONE = "ENGINE_CACHE_DIR";

  /** Settings of the libraries by the folder's name: tensors, system calls, window, fonts. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          ENGINE,
          "djl",
          "jna.tmpdir",
          "jna",
          "javafx.cachedir",
          "javafx",
          "pdfbox.fontcache",
          "pdfbox");

  private NativeLibraries() {}

  /**
   * Decides it, before any library is loaded; to be called first by every main method and by tests.
   *
   * @return what to tell the user where the cache could not be used
   * @throws Problem where a variable of the environment names a folder that isn't safe, or no
   *     folder is
   */
  public static Optional<String> prepare() {
    for (var variable : new String[] {ENGINE, ENGINE_ALONE}) {
      var named = System.getenv(variable);
      if (named != null && !named.isEmpty()) {
        PrivateFolder.make(Path.of(named)).ifPresent(why -> refuse(variable, named, why));
      }
    }
    var cache = UserPlaces.ofSystem().cache();
    var objection = cache.map(PrivateFolder::make).orElse(Optional.of("there is no home"));
    if (objection.isEmpty()) {
      set(cache.orElseThrow());
      return Optional.empty();
    }
    var folder = TemporaryFolder.create("lamina-native");
    Termination.atEnd(folder::close);
    PrivateFolder.make(folder.path())
        .ifPresent(why -> refuse("XDG_CACHE_HOME", folder.path().toString(), why));
    set(folder.path());
    return Optional.of(
        cache.map(c -> c + " " + objection.get()).orElse("This user has no home folder")
            + "; native libraries are unpacked for this run alone, which takes seconds. A folder"
            + " of your own, named by XDG_CACHE_HOME, mends it.");
  }

  private static void set(Path folder) {
    SETTINGS.forEach(
        (setting, name) -> {
          var inside = folder.resolve(name);
          PrivateFolder.make(inside)
              .ifPresent(why -> refuse("XDG_CACHE_HOME", inside.toString(), why));
          System.setProperty(setting, inside.toString());
        });
  }

  private static void refuse(String variable, String folder, String why) {
    throw new Problem(
        "Native libraries are run from "
            + folder
            + ", which "
            + why
            + ". Name a folder of your own by "
            + variable
            + ".");
  }
}
