package lamina.text.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.files.Document;
import lamina.files.FileName;
import lamina.files.PlainText;
import lamina.problem.Problem;

/** The forms of tokenizers that Lamina reads, the fullest first. */
public final class TokenizerKinds {
  /** tokenizer.json, which has all that a tokenizer does. */
  private record JsonFile() implements TokenizerKind {
    @Override
    public List<String> files() {
      return List.of("tokenizer.json");
    }

    @Override
    public String json(Path file) {
      return PlainText.read(file, TokenizerFile.MOST_BYTES);
    }
  }

  /** vocab.txt, BERT's list of pieces. */
  private record WordPieceList() implements TokenizerKind {
    @Override
    public List<String> files() {
      return List.of("vocab.txt");
    }

    @Override
    public String json(Path file) {
      return WordPieceJson.of(file);
    }

    @Override
    public List<String> notes(Path file) {
      return Vocabulary.read(file).notes();
    }
  }

  /** Says which folder beside a model's own has its tokenizer: {@code {"folder": "base"}}. */
  public static final String SHARED = "tokenizer_shared.json";

  /** Files that are read beside a tokenizer's own. */
  private static final List<String> BESIDE =
      List.of("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json");

  private static final List<TokenizerKind> KNOWN =
      List.of(new JsonFile(), new WordPieceList(), new SentencePieceModel());

  private TokenizerKinds() {}

  /**
   * A tokenizer that was found.
   *
   * @param file that it is read from
   */
  public record Found(TokenizerKind kind, Path file) {
    /** The tokenizer as the text of a tokenizer.json. */
    public String json() {
      return kind.json(file);
    }

    /** What is assumed because no file says it, in sentences. */
    public List<String> notes() {
      return kind.notes(file);
    }
  }

  /**
   * The tokenizer of a directory.
   *
   * @throws Problem naming the files of which one was expected
   */
  public static Found in(Path directory) {
    return find(directory)
        .orElseThrow(
            () ->
                new Problem(
                    directory
                        + ": no tokenizer is there; one of "
                        + KNOWN.stream()
                            .flatMap(k -> k.files().stream())
                            .collect(Collectors.joining(", "))
                        + " was expected. Fetch the tokenizer's files, too."));
  }

  /** The tokenizer of a directory; nothing where there is none. */
  public static Optional<Found> find(Path directory) {
    var home = home(directory);
    for (var kind : KNOWN) {
      for (var name : kind.files()) {
        if (Files.exists(home.resolve(name))) {
          return Optional.of(new Found(kind, home.resolve(name)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The directory that a directory's tokenizer lies in: itself, or one beside it that its {@link
   * #SHARED} names.
   *
   * @throws Problem where that file names no folder beside the directory
   */
  static Path home(Path directory) {
    var pointer = directory.resolve(SHARED);
    if (!Files.exists(pointer)) {
      return directory;
    }
    var folder = Document.json(pointer).get("folder");
    var name = folder.read(FileName::of);
    return directory.toAbsolutePath().normalize().resolveSibling(name);
  }

  /** Names of all files that a tokenizer may have. */
  public static Set<String> names() {
    var names = new TreeSet<>(BESIDE);
    names.add(SHARED);
    KNOWN.forEach(k -> names.addAll(k.files()));
    return names;
  }

  /** The files of a directory's tokenizer, wherever they lie, in each form that is there. */
  public static List<Path> files(Path directory) {
    var files = new ArrayList<Path>();
    if (Files.exists(directory.resolve(SHARED))) {
      files.add(directory.resolve(SHARED));
    }
    var home = home(directory);
    Stream.concat(KNOWN.stream().flatMap(k -> k.files().stream()), BESIDE.stream())
        .map(home::resolve)
        .filter(Files::isRegularFile)
        .forEach(files::add);
    return files;
  }
}
