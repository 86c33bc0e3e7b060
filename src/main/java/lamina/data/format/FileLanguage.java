package lamina.data.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lamina.data.DataSplit;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Tells the language of a file that nobody named. */
final class FileLanguage {
  /** Universal Dependencies' names of files, and of the folders that they lie in. */
  private static final Pattern TREEBANK = Pattern.compile("([a-z]{2,3})_[a-z0-9]+-ud-[a-z]+.*");

  private static final Pattern TREEBANKS = Pattern.compile("(?:UD|UNER)_([A-Za-z_]+)-\\w+");

  /** Codes that are English words or common short forms, and so may mean something else. */
  private static final Set<String> WORDS =
      Set.of(
          "am", "an", "as", "be", "bin", "do", "id", "in", "io", "is", "me", "min", "my", "new",
          "no", "or", "raw", "run", "set", "so", "sub", "tag", "to", "us");

  private FileLanguage() {}

  /**
   * What to tell a person of a file whose name holds a language's code that may mean something
   * else: {@code my_test.conllu} may be somebody's own and not Burmese.
   */
  static Optional<String> doubt(Path file) {
    var name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    if (inTreebank(stem).isPresent() || stem.matches("[A-Za-z]{2,3}")) {
      return Optional.empty();
    }
    return inWords(stem)
        .filter(l -> Arrays.stream(stem.split("[._-]")).anyMatch(WORDS::contains))
        .map(
            l ->
                name
                    + " is taken for "
                    + l.name()
                    + " ("
                    + l.code()
                    + "), whose code is a part of its name; if it is in another language, say which"
                    + " (--lang CODE).");
  }

  /**
   * The language of a file that has no column for it: as given, else from the file's name ({@code
   * ar.conllu}, {@code ar_pud.conllu}, {@code xnli.dev.ar.tsv}), else from its folder's.
   *
   * @throws Problem if neither names one language
   */
  static Language of(TextFile file, @Nullable Language given) {
    if (given != null) {
      return given;
    }
    return ofName(file.path())
        .orElseThrow(
            () ->
                file.problem(
                    "its name does not tell its language. Say which it is (--lang CODE, any code of"
                        + " ISO 639), or name the file after its code, as in ar.conllu or"
                        + " ar_pud.conllu."));
  }

  /**
   * Which of a column's languages to read: the given one, else the only one, else the one that the
   * file's name tells.
   *
   * @param there the languages of the column
   * @throws Problem if the given one is not among them, or several are and none was chosen
   */
  static Language among(TextFile file, Set<Language> there, @Nullable Language given) {
    var wanted = Optional.ofNullable(given);
    if (wanted.isEmpty() && there.size() == 1) {
      return there.iterator().next();
    }
    wanted = wanted.or(() -> ofName(file.path()));
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
    return Languages.stated(code)
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

  /**
   * The language that a file's name tells, else its folder's: a code of the table among the parts
   * of the name ({@code ar.conllu}, {@code xnli.dev.ar.tsv}), the code in front of a treebank's
   * ({@code pcm_nsc-ud-test.conllu}), a folder's whole name ({@code ar}, {@code UD_German-GSD}), or
   * any code of ISO 639 that is the name but for the split ({@code dev-pcm.tsv}).
   */
  static Optional<Language> ofName(Path file) {
    var name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    return inTreebank(stem).or(() -> inWords(stem)).or(() -> ofFolder(file)).or(() -> alone(stem));
  }

  private static Optional<Language> inTreebank(String stem) {
    var matcher = TREEBANK.matcher(stem);
    return matcher.matches() ? Languages.stated(matcher.group(1)) : Optional.empty();
  }

  /** The one language whose code is a part of a name; none if two are. */
  private static Optional<Language> inWords(String stem) {
    var found = new LinkedHashSet<Language>();
    for (var part : stem.split("[._-]")) {
      Languages.find(part).ifPresent(found::add);
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /** Of a folder the whole name has to be a code, since folders are named after much else. */
  private static Optional<Language> ofFolder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent())
        .map(Path::getFileName)
        .map(Path::toString)
        .flatMap(
            folder -> {
              var treebank = TREEBANKS.matcher(folder);
              return treebank.matches()
                  ? Languages.named(treebank.group(1).replace('_', ' '))
                  : Languages.find(folder).filter(l -> l.code().equals(folder));
            });
  }

  /** A code that the table doesn't have, where nothing else but a split is in the name. */
  private static Optional<Language> alone(String stem) {
    var parts =
        Arrays.stream(stem.split("[._-]")).filter(p -> !DataSplit.of(p).isPresent()).toList();
    return parts.size() == 1
        ? Languages.stated(parts.getFirst()).filter(l -> !l.name().equals(l.code()))
        : Optional.empty();
  }
}
