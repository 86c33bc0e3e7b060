package lamina.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lamina.files.PlainText;
import lamina.problem.Problem;

/** The forms of tokenizers that Lamina reads, the fullest first. */
final class TokenizerKinds {
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

  private static final List<TokenizerKind> KNOWN =
      List.of(new JsonFile(), new WordPieceList(), new SentencePieceModel());

  private TokenizerKinds() {}

  /**
   * A tokenizer that was found.
   *
   * @param file that it is read from
   */
  record Found(TokenizerKind kind, Path file) {
    String json() {
      return kind.json(file);
    }

    List<String> notes() {
      return kind.notes(file);
    }
  }

  /**
   * The tokenizer of a directory.
   *
   * @throws Problem naming the files of which one was expected
   */
  static Found in(Path directory) {
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

  static Optional<Found> find(Path directory) {
    for (var kind : KNOWN) {
      for (var name : kind.files()) {
        if (Files.exists(directory.resolve(name))) {
          return Optional.of(new Found(kind, directory.resolve(name)));
        }
      }
    }
    return Optional.empty();
  }
}
