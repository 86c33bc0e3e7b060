package lamina.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;

/** Reads data files of every format that Lamina knows. */
public final class Datasets {
  private static final List<Format> FORMATS =
      List.of(new ConlluFormat(), new JsonLinesFormat(), new TagColumnsFormat(), new TableFormat());

  private Datasets() {}

  /**
   * Reads a file: CoNLL-U, XNLI (tsv, jsonl), PAWS-X, PAN-X or WikiAnn, IOB2 columns, or a table
   * with a header of one's own.
   *
   * @param language of its examples; null to take it from the file's name ({@code ar.conllu},
   *     {@code xnli.dev.ar.tsv}, {@code panx/ar/dev.tsv})
   * @throws Problem naming file, line and what was expected
   */
  public static Dataset read(Path path, Task task, Language language) {
    var file = TextFile.read(path);
    var own = language != null ? language : languageOf(path);
    var format =
        FORMATS.stream()
            .filter(f -> f.fits(file, task))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        path
                            + ": the format isn't known for "
                            + task.label()
                            + "; a .tsv, .csv, .jsonl, .conllu or .iob2 file was expected."));
    var examples = format.read(file, task, own);
    if (examples.isEmpty()) {
      throw new Problem(
          path + ": no example in " + own.name() + " is in this file; is the language right?");
    }
    return new Dataset(task, own, file.name(), file.sha256(), examples);
  }

  private static Language languageOf(Path path) {
    for (var part = path.toAbsolutePath(); part.getFileName() != null; part = part.getParent()) {
      var found = fromName(part.getFileName().toString());
      if (found.isPresent()) {
        return found.get();
      }
      if (!part.equals(path.toAbsolutePath())) {
        break; // the file's name and its folder's, no further
      }
    }
    throw new Problem(
        path
            + ": the language can't be told from the name; name the file like ar.tsv or give the"
            + " language.");
  }

  private static Optional<Language> fromName(String name) {
    for (var piece : name.split("[._-]")) {
      var found = Languages.find(piece);
      if (found.isPresent() && piece.length() == 2) {
        return found;
      }
    }
    return Optional.empty();
  }
}
