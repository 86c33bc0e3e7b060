package lamina.checklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lamina.data.format.SampleData;
import lamina.files.Sha256;
import lamina.problem.Problem;

/**
 * What is known of data files: those of the sample data, known again by their contents, have a
 * licence and a number of examples in {@code catalog.csv} and a source in {@code LICENCES}.
 */
final class DataRecords {
  private static final String CATALOG = "catalog.csv";

  /** Digits of a hash that tell files apart for a reader. */
  private static final int BRIEF = 12;

  private final Path folder;
  private final Places places;
  private final Map<String, SampleData.Entry> entries = new LinkedHashMap<>();
  private final Map<Path, List<LicenceFile.Part>> licences = new LinkedHashMap<>();

  private DataRecords(Path folder, Places places) {
    this.folder = folder;
    this.places = places;
  }

  /**
   * Reads the catalog and hashes its files.
   *
   * @param folder with a catalog; one without is known to hold nothing
   * @throws Problem naming a catalog or file that is damaged
   */
  static DataRecords open(Path folder, Places places) {
    var records = new DataRecords(folder, places);
    if (Files.isRegularFile(folder.resolve(CATALOG))) {
      for (var entry : SampleData.open(folder).entries()) {
        if (Files.isRegularFile(entry.path())) {
          records.entries.put(hash(entry.path()), entry);
        }
      }
    }
    return records;
  }

  /** SHA-256 of a file's contents. */
  static String hash(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Says what is known of a file; what isn't, is open.
   *
   * @param name of the file
   * @param hash SHA-256 of its contents
   */
  void tell(Question question, String name, String hash, Notes to) {
    var found = Optional.ofNullable(entries.get(hash));
    switch (question) {
      case B1 ->
          found
              .flatMap(e -> part(e, "Cite"))
              .ifPresentOrElse(
                  cite -> to.fact(name, "to cite", cite.text(), cite.file(), "Cite"),
                  () -> to.open("who made " + of(name, hash) + ", and how it is cited"));
      case B2 ->
          found.ifPresentOrElse(
              e -> catalog(e, name, "licence", e.licence(), to),
              () -> to.open("the licence of " + of(name, hash)));
      case B3 ->
          found.ifPresent(
              e -> catalog(e, name, "commercial_use", e.commercialUse() ? "yes" : "no", to));
      case B6 ->
          found.ifPresentOrElse(
              e -> catalog(e, name, "n", "" + e.n(), to),
              () -> to.open("the number of examples in " + of(name, hash)));
      default -> {}
    }
  }

  private static String of(String name, String hash) {
    return name + " (SHA-256 " + hash.substring(0, Math.min(BRIEF, hash.length())) + ")";
  }

  private void catalog(SampleData.Entry e, String name, String column, String value, Notes to) {
    to.fact(
        name,
        column.equals("n") ? "examples" : column.replace('_', ' '),
        value,
        places.of(folder.resolve(CATALOG)),
        column + " of " + folder.relativize(e.path()).toString().replace('\\', '/'));
  }

  private record Quote(String text, String file) {}

  private Optional<Quote> part(SampleData.Entry e, String label) {
    var home = folder.resolve(e.task().key());
    var file = home.resolve(LicenceFile.NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    var path = home.relativize(e.path()).toString().replace('\\', '/');
    return licences.computeIfAbsent(file, LicenceFile::read).stream()
        .filter(part -> part.covers(path))
        .flatMap(part -> Optional.ofNullable(part.labels().get(label)).stream())
        .findFirst()
        .map(text -> new Quote(text, places.of(file)));
  }
}
