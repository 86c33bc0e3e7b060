package lamina.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lamina.data.DataSplit;
import lamina.data.Task;
import lamina.language.Language;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The data files that a person means: one, or those of a folder, by the language that their names
 * tell. WikiANN's have no ending: {@code de/test}.
 *
 * @param files by language and name
 * @param notes which files of the folder are left out and why, in sentences
 */
public record DataFolder(List<Path> files, List<String> notes) {
  private static final Pattern PACKED =
      Pattern.compile(".*\\.(gz|tgz|zip|xz|bz2|zst|7z|rar|tar)", Pattern.CASE_INSENSITIVE);

  /** What lies beside data and isn't any. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "\\..*|(README|LICEN|NOTICE|COPYING|CITATION|AUTHORS|CHANGE).*|.*\\.(md|pdf|html?|yaml|yml|py|sh)|"
              + Pattern.quote(LabelMap.FILE),
          Pattern.CASE_INSENSITIVE);

  /** Copies the lists. */
  public DataFolder {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * The file itself; or a folder's files, those of its folders where it has none itself (a folder a
   * language or treebank). Of a language whose files are named after splits the best one to score
   * on stays: test, else development, else training data.
   *
   * @param language of a folder this one's files only; null for all
   * @throws Problem where there is none
   */
  public static DataFolder of(Path data, @Nullable Language language) {
    if (!Files.isDirectory(data)) {
      return new DataFolder(List.of(data), List.of());
    }
    var notes = new ArrayList<String>();
    var all = files(data, notes);
    var folders = folders(data);
    if (all.isEmpty()) {
      folders.forEach(folder -> all.putAll(files(folder, notes)));
    } else {
      folders.stream()
          .filter(folder -> !files(folder, new ArrayList<>()).isEmpty())
          .forEach(folder -> notes.add(folder + " left out: there are data files beside it."));
    }
    var byLanguage = new TreeMap<String, List<Path>>();
    all.forEach(
        (file, l) -> {
          if (language == null || l.equals(language)) {
            byLanguage.computeIfAbsent(l.code(), c -> new ArrayList<>()).add(file);
          }
        });
    if (byLanguage.isEmpty()) {
      throw new Problem(
          data
              + ": no data file"
              + (language == null ? "" : " in " + language.name() + " (" + language + ")")
              + " is in this folder; files named like ar.tsv, ar_pud-ud-test.conllu or test-ar.tsv"
              + " were expected, or folders named like ar or UD_Arabic-PUD with such files.");
    }
    var chosen = new ArrayList<Path>();
    byLanguage.values().forEach(files -> chosen.addAll(best(files, notes)));
    return new DataFolder(chosen, notes);
  }

  /**
   * Files by language, in the order given; the language of a file is read where its name doesn't
   * tell it.
   *
   * @param given language of all of them, or null
   * @throws Problem where a file doesn't tell its language
   */
  public static Map<Language, List<Path>> byLanguage(
      List<Path> files, Task task, @Nullable Language given) {
    var found = new LinkedHashMap<Language, List<Path>>();
    for (var file : files) {
      var language =
          Optional.ofNullable(given)
              .or(() -> FileLanguage.ofName(file))
              .orElseGet(() -> DatasetReader.read(file, task, null).language());
      found.computeIfAbsent(language, l -> new ArrayList<>()).add(file);
    }
    return found;
  }

  private static List<Path> best(List<Path> files, List<String> notes) {
    var splits =
        files.stream()
            .flatMap(f -> DataSplit.ofName(f.getFileName().toString()).stream())
            .sorted()
            .toList();
    if (splits.isEmpty()) {
      return files;
    }
    var kept =
        files.stream()
            .filter(
                f ->
                    DataSplit.ofName(f.getFileName().toString())
                        .map(s -> s == splits.getFirst())
                        .orElse(true))
            .toList();
    var left = files.stream().filter(f -> !kept.contains(f)).toList();
    if (!left.isEmpty()) {
      notes.add(names(left) + " left out: " + names(kept) + " is to score on.");
    }
    return kept;
  }

  private static String names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", "));
  }

  /** Data files whose name, or whose folder's name, tells a language. */
  private static Map<Path, Language> files(Path folder, List<String> notes) {
    var found = new LinkedHashMap<Path, Language>();
    for (var file : list(folder)) {
      var name = file.getFileName().toString();
      if (Files.isRegularFile(file)
          && (DataFormats.KNOWN.endings().stream().anyMatch(e -> name.endsWith("." + e))
              || DataSplit.of(name).isPresent())
          && !name.equals(LabelMap.FILE)) {
        var language = FileLanguage.ofName(file);
        language.ifPresent(l -> found.put(file, l));
        if (language.isEmpty() && !name.endsWith(".txt")) {
          notes.add(file + " left out: its name tells no language.");
        }
      } else if (Files.isRegularFile(file) && !BESIDE.matcher(name).matches()) {
        notes.add(
            file
                + (PACKED.matcher(name).matches()
                    ? " left out: it is packed; unpack it to have it read."
                    : " left out: Lamina reads no files of that ending (docs/data-forms.md)."));
      }
    }
    return found;
  }

  private static List<Path> folders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> list(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.sorted(Comparator.comparing(Path::toString)).toList();
    } catch (IOException e) {
      throw new Problem(folder + ": the folder could not be read (" + e.getMessage() + ").", e);
    }
  }
}
