package lamina.data.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The sample data that comes with Lamina, or any folder laid out like it: {@code catalog.csv} lists
 * the files, {@code explore.csv} short examples to begin with. Files are read when first asked for
 * and kept; any thread may ask.
 */
public final class SampleData {
  /** Split that scores are reported on. */
  public static final String TEST = "test";

  /** Split that choices are made on; the one to score on where a language has no test split. */
  public static final String DEV = "dev";

  /** Split to train on. */
  public static final String TRAIN = "train";

  /** Files that a person added. */
  public static final String OWN = "own";

  /**
   * A file of the catalog.
   *
   * @param split {@link #TEST}, {@link #DEV}, {@link #TRAIN} or {@link #OWN}
   * @param n examples in it
   * @param parallel whether its ids name translations in the other files of this task and split
   * @param licence as a person should read it
   * @param commercialUse whether the licence allows it
   */
  public record Entry(
      Task task,
      Language language,
      String split,
      Path path,
      int n,
      boolean parallel,
      String licence,
      boolean commercialUse) {}

  private static final List<String> CATALOG =
      List.of("task", "language", "split", "path", "n", "parallel", "licence", "commercial_use");
  private static final List<String> EXPLORE = List.of("task", "id", "note");

  private final Path directory;
  private final List<Entry> entries;
  private final Map<Task, Map<String, String>> notes;
  private final Map<Entry, Loaded> loaded = new ConcurrentHashMap<>();
  private final List<Entry> own = new CopyOnWriteArrayList<>();

  private SampleData(Path directory, List<Entry> entries, Map<Task, Map<String, String>> notes) {
    this.directory = directory;
    this.entries = List.copyOf(entries);
    this.notes = notes;
  }

  /**
   * Opens a folder; its data files are not read yet.
   *
   * @throws Problem if it has no catalog or a row of it is wrong
   */
  public static SampleData open(Path directory) {
    var entries = new ArrayList<Entry>();
    var catalog = directory.resolve("catalog.csv");
    for (var row : rows(catalog, CATALOG)) {
      entries.add(
          new Entry(
              Task.of(row.get("task")),
              Languages.of(row.get("language")),
              row.get("split"),
              path(directory, catalog, row),
              number(catalog, row),
              row.get("parallel").equals("yes"),
              row.get("licence"),
              row.get("commercial_use").equals("yes")));
    }
    var notes = new LinkedHashMap<Task, Map<String, String>>();
    var explore = directory.resolve("explore.csv");
    if (Files.exists(explore)) {
      for (var row : rows(explore, EXPLORE)) {
        notes
            .computeIfAbsent(Task.of(row.get("task")), task -> new LinkedHashMap<>())
            .put(row.get("id"), row.get("note"));
      }
    }
    return new SampleData(directory, entries, notes);
  }

  /** The folder. */
  public Path directory() {
    return directory;
  }

  /** All bundled files, as the catalog lists them. */
  public List<Entry> entries() {
    return entries;
  }

  /** Adds a file of a person's own that was read; it lasts as long as this. */
  public void add(Path file, Dataset dataset) {
    int n = dataset.examples().size();
    var entry =
        new Entry(
            dataset.task(), dataset.language(), OWN, file, n, false, "as its owner says", false);
    own.removeIf(
        e ->
            e.path().equals(file)
                && e.task() == dataset.task()
                && e.language().equals(dataset.language()));
    loaded.put(entry, Loaded.of(dataset));
    own.addFirst(entry);
  }

  /**
   * Reads a file of a person's own and adds it.
   *
   * @throws Problem where it can't be read as this task's, in this language
   */
  public void open(Path file, Task task, Language language) {
    add(file, DatasetReader.read(file, task, language));
  }

  /** The files of a person's own that were added, the newest first. */
  public List<Entry> own() {
    return List.copyOf(own);
  }

  /** The file of a person's own that an example is from. */
  public Optional<Path> ownFile(Task task, Example example) {
    return own.stream()
        .filter(entry -> entry.task() == task && load(entry).dataset().examples().contains(example))
        .map(Entry::path)
        .findFirst();
  }

  /** The bundled files to score a task on, one a language, ordered by its code. */
  public List<Entry> evaluations(Task task) {
    return languages(task).stream()
        .map(language -> evaluation(task, language))
        .filter(entry -> !entry.split().equals(OWN))
        .toList();
  }

  /**
   * Examples to look at: those of a person's own files, the newest first, then {@link #exploreIds
   * short ones} and others of the bundled file.
   *
   * @param most how many of each file, besides the short ones
   * @throws Problem if there are none
   */
  public List<Example> toExplore(Task task, Language language, int most) {
    var list = new ArrayList<Example>();
    own.stream()
        .filter(entry -> entry.task() == task && entry.language().equals(language))
        .forEach(entry -> load(entry).dataset().examples().stream().limit(most).forEach(list::add));
    var evaluated = evaluation(task, language);
    if (!evaluated.split().equals(OWN)) {
      var brief = exploreIds(task, language);
      brief.forEach(id -> example(task, language, id).ifPresent(list::add));
      load(evaluated).dataset().examples().stream()
          .filter(example -> !brief.contains(example.id()))
          .limit(most)
          .forEach(list::add);
    }
    return list;
  }

  /** Whether an example's id names its translations in other languages. */
  public boolean translated(Task task, Example example) {
    return find(task, example.language(), TEST)
        .or(() -> find(task, example.language(), DEV))
        .map(this::load)
        .map(file -> example.equals(file.byId().get(example.id())))
        .orElse(false);
  }

  /** Languages that can be looked at in a task, ordered by code; empty if the task has no data. */
  public List<Language> languages(Task task) {
    return Stream.concat(entries.stream(), own.stream())
        .filter(entry -> entry.task() == task && !entry.split().equals(TRAIN))
        .map(Entry::language)
        .distinct()
        .sorted(Comparator.comparing(Language::code))
        .toList();
  }

  /** Languages whose test splits are translations of one another, ordered by code. */
  public List<Language> parallelLanguages(Task task) {
    return entries.stream()
        .filter(entry -> entry.task() == task && entry.split().equals(TEST) && entry.parallel())
        .map(Entry::language)
        .sorted(Comparator.comparing(Language::code))
        .toList();
  }

  /**
   * The file to score a language on: its test split, else its development split, else the newest of
   * a person's own. Say which.
   *
   * @throws Problem naming the languages there are
   */
  public Entry evaluation(Task task, Language language) {
    return find(task, language, TEST)
        .or(() -> find(task, language, DEV))
        .or(() -> find(task, language, OWN))
        .orElseThrow(
            () ->
                new Problem(
                    "The sample data has no "
                        + task.label()
                        + " data in "
                        + language.name()
                        + "; it has "
                        + codes(languages(task))
                        + ". Choose one of these, or name a file of your own."));
  }

  /** One file of the catalog, or the newest of a person's own. */
  public Optional<Entry> find(Task task, Language language, String split) {
    return (split.equals(OWN) ? own : entries)
        .stream()
            .filter(
                entry ->
                    entry.task() == task
                        && entry.language().equals(language)
                        && entry.split().equals(split))
            .findFirst();
  }

  /**
   * The examples to score a language on, see {@link #evaluation}.
   *
   * @throws Problem if there are none
   */
  public Dataset dataset(Task task, Language language) {
    return load(evaluation(task, language)).dataset();
  }

  /**
   * The examples of a split.
   *
   * @throws Problem naming the splits that the language has
   */
  public Dataset split(Task task, Language language, String split) {
    return find(task, language, split)
        .map(entry -> load(entry).dataset())
        .orElseThrow(
            () ->
                new Problem(
                    "The sample data has no "
                        + split
                        + " split of "
                        + task.label()
                        + " in "
                        + language.name()
                        + "; it has "
                        + splits(task, language)
                        + ". Name a file of your own."));
  }

  /** Ids of short examples that all {@link #parallelLanguages} of a task have. */
  public List<String> exploreIds(Task task) {
    return List.copyOf(notes.getOrDefault(task, Map.of()).keySet());
  }

  /**
   * Ids of short examples in one language: {@link #exploreIds(Task)} where it has them, else the
   * eight with the least text.
   *
   * @throws Problem if the task has no data in this language
   */
  public List<String> exploreIds(Task task, Language language) {
    var examples = load(evaluation(task, language)).byId();
    var shared = exploreIds(task).stream().filter(examples::containsKey).toList();
    return shared.isEmpty()
        ? examples.values().stream()
            .sorted(Comparator.comparingInt(SampleData::length))
            .limit(8)
            .map(Example::id)
            .toList()
        : shared;
  }

  /** What to look at in an explore example; empty if nothing is noted. */
  public String note(Task task, String id) {
    return notes.getOrDefault(task, Map.of()).getOrDefault(id, "");
  }

  /**
   * The example of an id in a language: with parallel data, the translation of the one with this id
   * in another language.
   *
   * @return empty if this language's evaluation split has no such id
   * @throws Problem if the task has no data in this language
   */
  public Optional<Example> example(Task task, Language language, String id) {
    return Optional.ofNullable(load(evaluation(task, language)).byId().get(id));
  }

  private Loaded load(Entry entry) {
    return loaded.computeIfAbsent(
        entry, e -> Loaded.of(DatasetReader.read(e.path(), e.task(), e.language())));
  }

  private String splits(Task task, Language language) {
    var there =
        entries.stream()
            .filter(entry -> entry.task() == task && entry.language().equals(language))
            .map(Entry::split)
            .collect(Collectors.joining(", "));
    return there.isEmpty() ? "none" : there;
  }

  private static int number(Path catalog, CSVRecord row) {
    try {
      return Integer.parseInt(row.get("n").strip());
    } catch (NumberFormatException e) {
      throw new Problem(
          catalog
              + ", row "
              + row.getRecordNumber()
              + ": column n is \""
              + row.get("n")
              + "\"; a number of examples was expected. Correct the row.",
          e);
    }
  }

  private static Path path(Path directory, Path catalog, CSVRecord row) {
    try {
      return directory.resolve(row.get("path"));
    } catch (InvalidPathException e) {
      throw new Problem(
          catalog + ", row " + row.getRecordNumber() + ": column path is no path; correct it.", e);
    }
  }

  private static String codes(List<Language> languages) {
    return languages.stream().map(Language::code).collect(Collectors.joining(", "));
  }

  private static int length(Example example) {
    return switch (example) {
      case TaggedSentence sentence -> String.join(" ", sentence.words()).length();
      case SentencePair pair -> pair.premise().length() + pair.hypothesis().length();
    };
  }

  private static List<CSVRecord> rows(Path file, List<String> columns) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          file + " does not exist; the sample data's folder was expected there. Check the path.");
    }
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var in = new StringReader(lamina.files.PlainText.read(file, 16 << 20));
        var parser = format.parse(in)) {
      var records = parser.getRecords();
      if (!parser.getHeaderNames().containsAll(columns)) {
        throw new Problem(
            file + ": the columns " + String.join(", ", columns) + " were expected in every row.");
      }
      for (var row : records) {
        // A header that names a column twice has more columns than names: each name is asked.
        if (!row.isConsistent() || !columns.stream().allMatch(row::isSet)) {
          throw new Problem(
              file
                  + ", row "
                  + row.getRecordNumber()
                  + ": "
                  + row.size()
                  + " columns; expected as many as the first line names, among them "
                  + String.join(", ", columns)
                  + ". Correct the row.");
        }
      }
      return records;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new Problem(file + " cannot be read as CSV (" + e.getMessage() + ").", e);
    }
  }

  /** A file's examples, also by id. */
  private record Loaded(Dataset dataset, Map<String, Example> byId) {
    static Loaded of(Dataset dataset) {
      return new Loaded(
          dataset,
          dataset.examples().stream()
              .collect(Collectors.toMap(Example::id, Function.identity(), (a, b) -> a)));
    }
  }
}
