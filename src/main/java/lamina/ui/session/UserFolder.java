package lamina.ui.session;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lamina.engine.EngineChoice;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.PrivateFolder;
import lamina.files.RegularFile;
import lamina.files.UserPlaces;
import lamina.problem.Problem;
import lamina.ui.session.Preferences.ThemeChoice;
import lamina.ui.session.Preferences.WindowSize;

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
  private static final String LAST = "last-";
  private static final Pattern KEPT =
      Pattern.compile(
          AUTOSAVE + "(\\d{1,18})(?:-(\\d{1,18}))?" + Pattern.quote(SessionFile.ENDING));
  private static final int MOST_LEFT = 10;
  private static final long MOST_BYTES = 1 << 20;

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

  /** Whether nothing was ever kept here: this user starts the program for the first time. */
  public boolean fresh() {
    return files(file -> true).findAny().isEmpty();
  }

  /**
   * Reads the preferences; those of the system where there are none yet. An entry that is broken
   * has its default, and the file as it was is kept beside it before it is written again.
   *
   * @param damaged told what is broken
   */
  public Preferences preferences(Consumer<Problem> damaged) {
    var file = preferencesFile();
    if (!Files.isRegularFile(file)) {
      return Preferences.defaults();
    }
    var broken = new ArrayList<String>();
    var read = read(file, broken);
    if (!broken.isEmpty()) {
      damaged.accept(
          new Problem(
              file
                  + ": the preferences are broken ("
                  + String.join("; ", broken)
                  + "). What could be read is used; the file as it was is kept as "
                  + keep(file)
                  + "."));
    }
    return read;
  }

  private static Preferences read(Path file, List<String> broken) {
    var defaults = Preferences.defaults();
    try {
      var entries = new Entries(Document.yaml(file), broken);
      return new Preferences(
          entries.get(
              "theme", t -> ThemeChoice.valueOf(t.toUpperCase(Locale.ROOT)), defaults.theme()),
          entries.get("textSize", Integer::parseInt, defaults.textSize()),
          entries.get("language", Function.identity(), defaults.language()),
          entries.get("engine", EngineChoice::new, defaults.engine()),
          entries.list("recent", Path::of),
          new WindowSize(
              entries.get("windowWidth", Integer::parseInt, defaults.window().width()),
              entries.get("windowHeight", Integer::parseInt, defaults.window().height())));
    } catch (Problem e) {
      broken.add(e.getMessage());
      return defaults;
    }
  }

  /** Entries of the preferences; one that can't be read is told and has its default. */
  private record Entries(Document root, List<String> broken) {
    <T> T get(String name, Function<String, T> reading, T otherwise) {
      return root.find(name).flatMap(value -> read(value, reading)).orElse(otherwise);
    }

    <T> List<T> list(String name, Function<String, T> reading) {
      try {
        return root.find(name).map(Document::items).orElse(List.of()).stream()
            .flatMap(item -> read(item, reading).stream())
            .toList();
      } catch (Problem e) {
        broken.add(e.getMessage());
        return List.of();
      }
    }

    private <T> Optional<T> read(Document value, Function<String, T> reading) {
      try {
        return Optional.of(reading.apply(value.text()));
      } catch (IllegalArgumentException | Problem e) {
        broken.add(value.wrong("a value that Lamina writes was expected").getMessage());
        return Optional.empty();
      }
    }
  }

  private static Path keep(Path file) {
    var kept = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      AtomicFile.write(kept, RegularFile.bytes(file, MOST_BYTES));
    } catch (Problem e) {
      return file; // it is written again only where a preference changes
    }
    return kept;
  }

  public void save(Preferences preferences) {
    var root = YAML.createObjectNode();
    root.put("theme", preferences.theme().name().toLowerCase(Locale.ROOT));
    root.put("textSize", preferences.textSize());
    root.put("language", preferences.language());
    root.put("engine", preferences.engine().key());
    root.put("windowWidth", preferences.window().width());
    root.put("windowHeight", preferences.window().height());
    var recent = root.putArray("recent");
    preferences.recent().forEach(r -> recent.add(r.toString()));
    try {
      SessionFile.write(preferencesFile().toAbsolutePath(), YAML.writeValueAsString(root));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The file that keeps the state of this process's window while it runs. A later process may have
   * the same number, so the moment when it began is part of the name.
   */
  Path autosave() {
    var own = ProcessHandle.current();
    return directory.resolve(AUTOSAVE + own.pid() + "-" + begun(own) + SessionFile.ENDING);
  }

  /** Milliseconds since 1970; 0 where the system doesn't tell. */
  private static long begun(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * A state that an earlier window left behind.
   *
   * @param file that holds it
   * @param crashed whether that window didn't close as it should
   */
  record Left(Path file, boolean crashed) {
    /** A person has decided. */
    void forget() {
      delete(file);
    }
  }

  /**
   * What to offer to a person: the newest state of a window that crashed, else of one that closed.
   */
  Optional<Left> left() {
    return files(this::abandoned)
        .findFirst()
        .map(file -> new Left(file, true))
        .or(() -> files(UserFolder::closed).findFirst().map(file -> new Left(file, false)));
  }

  /** Files of the folder, the newest first. */
  private Stream<Path> files(Predicate<Path> wanted) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (var files = Files.list(directory)) {
      return files
          .filter(wanted)
          .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new Problem(directory + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static boolean closed(Path file) {
    return file.getFileName().toString().matches(LAST + ".*" + Pattern.quote(SessionFile.ENDING));
  }

  private boolean abandoned(Path file) {
    var name = KEPT.matcher(file.getFileName().toString());
    if (!name.matches() || file.equals(autosave())) {
      return false;
    }
    long pid = Long.parseLong(name.group(1));
    long begun = name.group(2) == null ? 0 : Long.parseLong(name.group(2));
    return pid == ProcessHandle.current().pid()
        || ProcessHandle.of(pid).filter(p -> begun == 0 || begun == begun(p)).isEmpty();
  }

  /**
   * The window of this process closes.
   *
   * @param unsaved what is to be offered to the next one; what others left stays, the newest of
   *     them
   */
  void closed(Optional<SessionState> unsaved) {
    unsaved.ifPresent(
        state -> {
          var own = autosave().getFileName().toString().substring(AUTOSAVE.length());
          SessionFile.write(directory.resolve(LAST + own), state);
          files(UserFolder::closed).skip(MOST_LEFT).forEach(UserFolder::delete);
        });
    delete(autosave());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be deleted (" + e.getMessage() + ").", e);
    }
  }
}
