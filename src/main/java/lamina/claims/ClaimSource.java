package lamina.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * Settles the claims again only where a file that they rest on has changed. Safe for several
 * threads.
 */
public final class ClaimSource {
  private final Path home;
  private final Path models;
  private final Path experiments;
  private Optional<Settled> last = Optional.empty();

  /** A file as it was. */
  private record Seen(long bytes, FileTime changed) {}

  private record Settled(Map<Path, Seen> files, ClaimReport report) {}

  /** Of folders as {@link ClaimReport#of} takes them; nothing is read yet. */
  public ClaimSource(Path home, Path models, Path experiments) {
    this.home = home;
    this.models = models;
    this.experiments = experiments;
  }

  /**
   * The report on what is stored now.
   *
   * @throws Problem as {@link ClaimReport#of}
   */
  public synchronized ClaimReport report() {
    var files = files(); // before they are read: a change meanwhile is seen the next time
    if (last.isEmpty() || !last.get().files.equals(files)) {
      last = Optional.of(new Settled(files, ClaimReport.of(home, models, experiments)));
    }
    return last.get().report;
  }

  private Map<Path, Seen> files() {
    var found = new HashMap<Path, Seen>();
    for (var folder : List.of(home.resolve("docs/registered"), models, experiments)) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (var all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        for (var file : (Iterable<Path>) all::iterator) {
          var attributes = Files.readAttributes(file, BasicFileAttributes.class);
          if (attributes.isRegularFile()) {
            found.put(file, new Seen(attributes.size(), attributes.lastModifiedTime()));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        throw new Problem(
            folder + ": could not be looked through (" + e.getMessage() + "); try again.", e);
      }
    }
    return found;
  }
}
