package lamina.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.problem.Problem;

/**
 * The folder in which Hugging Face's programs keep what they fetched, by {@code org/name}. Nothing
 * is fetched here.
 *
 * @param environment variables
 * @param accountHome home that the account says, for where HOME isn't set
 */
public record HubCache(Map<String, String> environment, String accountHome) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9]{1,80}");
  private static final int LONGEST_REVISION = 200;

  /** The cache of the user who runs this program. */
  public static HubCache ofSystem() {
    return new HubCache(System.getenv(), System.getProperty("user.home", ""));
  }

  /** Where it lies, as Hugging Face's programs find it; it need not exist. */
  public Path folder() {
    return named("HF_HUB_CACHE")
        .or(() -> named("HUGGINGFACE_HUB_CACHE"))
        .or(() -> named("HF_HOME").map(h -> h.resolve("hub")))
        .or(() -> named("XDG_CACHE_HOME").map(h -> h.resolve("huggingface/hub")))
        .orElseGet(() -> home().resolve(".cache/huggingface/hub"));
  }

  private Path home() {
    var home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? accountHome : home);
  }

  private Optional<Path> named(String variable) {
    var value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value.startsWith("~/") ? home().resolve(value.substring(2)) : Path.of(value));
    } catch (InvalidPathException e) {
      throw new Problem(
          variable + " is \"" + value + "\", which is no path; set it to a folder.", e);
    }
  }

  /** What the cache has under a name that is no folder; nothing where it is one. */
  public Optional<Path> behind(String name) {
    return mayName(name) && !Files.exists(Path.of(name)) ? find(name) : Optional.empty();
  }

  /** Whether a text may be the name of a model there: {@code org/name}, or {@code name} alone. */
  public static boolean mayName(String text) {
    return NAME.matcher(text).matches() && !text.contains("..");
  }

  /**
   * The folder of a model that was fetched: of its main revision or, where nothing says which that
   * is, of its only one.
   *
   * @return nothing where it wasn't fetched
   * @throws Problem where several revisions are there and none is the main one, or the main one
   *     isn't there
   */
  public Optional<Path> find(String name) {
    var model = mayName(name) ? folder().resolve("models--" + name.replace("/", "--")) : null;
    if (model == null || !Files.isDirectory(model)) {
      return Optional.empty();
    }
    var snapshots = model.resolve("snapshots");
    var main = model.resolve("refs").resolve("main");
    if (Files.isRegularFile(main)) {
      var bytes = RegularFile.bytes(main, LONGEST_REVISION);
      var revision = new String(bytes, StandardCharsets.UTF_8).strip();
      if (!REVISION.matcher(revision).matches()
          || !Files.isDirectory(snapshots.resolve(revision))) {
        throw new Problem(
            main
                + ": names no revision that lies in "
                + snapshots
                + "; it was fetched in part. Fetch it again: "
                + download(name));
      }
      return Optional.of(snapshots.resolve(revision));
    }
    var all = folders(snapshots);
    if (all.size() > 1) {
      throw new Problem(
          snapshots
              + ": holds "
              + all.size()
              + " revisions, and "
              + main
              + " isn't there to say which counts. Name the folder of one, or fetch the main one: "
              + download(name));
    }
    return all.stream().findFirst();
  }

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw RegularFile.unreadable(folder, e);
    }
  }

  /** Where was looked for a model, and how it is fetched, in a sentence. */
  public String advice(String name) {
    return "It isn't in the Hugging Face cache either, "
        + folder()
        + " (HF_HUB_CACHE or HF_HOME say where that is). Lamina fetches nothing; fetch it with: "
        + download(name);
  }

  private static String download(String name) {
    return "hf download " + name;
  }
}
