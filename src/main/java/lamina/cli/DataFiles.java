package lamina.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;

/** The data files that a person means: one, or a folder's, named by their languages. */
final class DataFiles {
  private static final List<String> ENDINGS =
      List.of(".conllu", ".conll", ".tsv", ".csv", ".jsonl", ".json", ".iob2", ".bio", ".txt");

  private DataFiles() {}

  /**
   * The file itself, or the files of a folder that are named like ar.tsv, by name.
   *
   * @param language of a folder this file only; null for all
   * @throws Problem where there is none
   */
  static List<Path> of(Path data, Language language) {
    if (!Files.isDirectory(data)) {
      return List.of(data);
    }
    try (var entries = Files.list(data)) {
      var files =
          entries
              .filter(Files::isRegularFile)
              .filter(f -> ENDINGS.stream().anyMatch(f.toString()::endsWith))
              .filter(f -> Languages.find(code(f)).isPresent())
              .filter(f -> language == null || code(f).equals(language.code()))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Problem(
            data + ": no data file is in this folder; files named like ar.tsv were expected.");
      }
      return files;
    } catch (IOException e) {
      throw new Problem(data + ": the folder could not be read.", e);
    }
  }

  private static String code(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }
}
