package lamina.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;

/** Tells the language of a file that nobody named. */
final class FileLanguage {
  private FileLanguage() {}

  /**
   * The language of a file that has no column for it: as given, else from the file's name ({@code
   * ar.conllu}, {@code ar_pud.conllu}, {@code xnli.dev.ar.tsv}), else from its folder's.
   *
   * @throws Problem if neither names one language
   */
  static Language of(TextFile file, Language given) {
    if (given != null) {
      return given;
    }
    return fromName(file)
        .orElseThrow(
            () ->
                file.problem(
                    "its name does not tell its language. Say which it is, or name the file after"
                        + " its code, as in ar.conllu or ar_pud.conllu."));
  }

  /**
   * Which of a column's languages to read: the given one, else the only one, else the one that the
   * file's name tells.
   *
   * @param there the languages of the column
   * @throws Problem if the given one is not among them, or several are and none was chosen
   */
  static Language among(TextFile file, Set<Language> there, Language given) {
    var wanted = Optional.ofNullable(given);
    if (wanted.isEmpty() && there.size() == 1) {
      return there.iterator().next();
    }
    wanted = wanted.or(() -> fromName(file));
    if (wanted.isEmpty()) {
      throw file.problem("holds several languages (" + list(there) + "). Say which one to read.");
    }
    if (!there.contains(wanted.get())) {
      throw file.problem(
          "has no rows in "
              + wanted.get().name()
              + " ("
              + wanted.get()
              + "); it holds "
              + list(there)
              + ". Choose one of these.");
    }
    return wanted.get();
  }

  /**
   * The language that a line names.
   *
   * @throws Problem with the line if there is no such language
   */
  static Language inColumn(TextFile file, int line, String code) {
    return Languages.find(code)
        .orElseThrow(
            () ->
                file.problem(
                    line,
                    "unknown language "
                        + TextFile.quote(code)
                        + "; expected a code such as en or ar. Correct the line."));
  }

  private static String list(Collection<Language> languages) {
    return languages.stream().map(Language::code).sorted().collect(Collectors.joining(", "));
  }

  private static Optional<Language> fromName(TextFile file) {
    return inWords(file.name()).or(() -> ofFolder(file));
  }

  /** Of a folder the whole name has to be a code, since folders are named after much else. */
  private static Optional<Language> ofFolder(TextFile file) {
    return Optional.ofNullable(file.path().toAbsolutePath().getParent())
        .map(Path::getFileName)
        .flatMap(
            folder ->
                Languages.find(folder.toString())
                    .filter(language -> language.code().equals(folder.toString())));
  }

  /** The one language whose code is a part of a name; none if two are. */
  private static Optional<Language> inWords(String name) {
    var found = new LinkedHashSet<Language>();
    int dot = name.lastIndexOf('.');
    for (var part : (dot < 0 ? name : name.substring(0, dot)).split("[._-]")) {
      Languages.find(part).ifPresent(found::add);
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }
}
