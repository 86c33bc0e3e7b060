package lamina.ui;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lamina.engine.EngineChoice;
import lamina.files.PrivateFolder;
import lamina.files.UserPlaces;
import lamina.problem.Problem;

/**
 * Where preferences and the last state of each running window are kept.
 *
 * @param directory made when something is written
 */
public record UserFolder(Path directory) {
  /** Names another folder. */
  public static final String PROPERTY = "lamina.user";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String AUTOSAVE = "autosave-";

  /** The folder of this user on this system; empty where the user has no home. */
  public static Optional<UserFolder> ofSystem() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(Path::of)
        .or(() -> UserPlaces.ofSystem().data())
        .map(UserFolder::new);
  }

  /** Makes the folder, for its user alone; whether it can be written. */
  public boolean usable() {
    return PrivateFolder.make(directory).isEmpty() || Files.isWritable(directory);
  }

  private Path preferencesFile() {
    return directory.resolve("preferences.yaml");
  }

  /**
   * Reads the preferences; those of the system where there are none yet.
   *
   * @throws Problem where the file is broken
   */
  public Preferences preferences() {
    var file = preferencesFile();
    if (!Files.isRegularFile(file)) {
      return Preferences.defaults();
    }
    try {
      var root = YAML.readTree(Files.readString(file));
      var recent = new ArrayList<Path>();
      root.path("recent").forEach(r -> recent.add(Path.of(r.asText())));
      return new Preferences(
          Preferences.ThemeChoice.valueOf(
              root.path("theme").asText("system").toUpperCase(Locale.ROOT)),
          root.path("textSize").asInt(100),
          root.path("language").asText(""),
          new EngineChoice(root.path("engine").asText(EngineChoice.AUTO.key())),
          recent);
    } catch (JacksonException | IllegalArgumentException | Problem e) {
      throw new Problem(
          file
              + ": the preferences are broken; delete the file to begin anew. Until then the"
              + " system's are used.",
          e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  void save(Preferences preferences) {
    var root = YAML.createObjectNode();
    root.put("theme", preferences.theme().name().toLowerCase(Locale.ROOT));
    root.put("textSize", preferences.textSize());
    root.put("language", preferences.language());
    root.put("engine", preferences.engine().key());
    var recent = root.putArray("recent");
    preferences.recent().forEach(r -> recent.add(r.toString()));
    try {
      SessionFile.write(preferencesFile().toAbsolutePath(), YAML.writeValueAsString(root));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file that keeps the state of this process's window while it runs. */
  Path autosave() {
    return directory.resolve(AUTOSAVE + ProcessHandle.current().pid() + SessionFile.ENDING);
  }

  /** The newest state that a process left behind which no longer runs. */
  Optional<Path> leftBehind() {
    return abandoned().stream().max(java.util.Comparator.comparing(f -> f.toFile().lastModified()));
  }

  private List<Path> abandoned() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(UserFolder::abandoned).toList();
    } catch (IOException e) {
      throw new Problem(directory + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static boolean abandoned(Path file) {
    var name = file.getFileName().toString();
    if (!name.matches(AUTOSAVE + "\\d{1,18}" + SessionFile.ENDING)) {
      return false;
    }
    long pid =
        Long.parseLong(
            name.substring(AUTOSAVE.length(), name.length() - SessionFile.ENDING.length()));
    return ProcessHandle.of(pid).isEmpty();
  }

  /** Forgets every state left behind. */
  void forget() {
    abandoned().forEach(UserFolder::delete);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be deleted (" + e.getMessage() + ").", e);
    }
  }
}
