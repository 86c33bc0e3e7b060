package lamina.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.tensor.TensorFile;
import lamina.tensor.Torch;

/** A checkpoint that reference/families/families.py made, and what transformers computes of it. */
public record FamilyReference(NDManager manager, Path directory) implements AutoCloseable {
  public static final List<String> CASES = List.of("single", "padded", "pair", "long");
  private static final List<String> LETTERS = List.of("a", "b", "c", "d");

  /** Words of two letters that a copy's vocabulary has. */
  public static final List<String> WORDS =
      LETTERS.stream().flatMap(a -> LETTERS.stream().map(b -> a + b)).limit(15).toList();

  private static final Path ALL = Path.of("src/test/resources/reference/families");

  public static FamilyReference open(String name) {
    return new FamilyReference(Torch.newManager(), ALL.resolve(name));
  }

  /** Those that are encoders, or those that are classifiers. */
  public static Stream<String> names(boolean classifiers) {
    try (var folders = Files.list(ALL)) {
      return folders
          .filter(Files::isDirectory)
          .filter(f -> file(f).names().contains("single.logits") == classifiers)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Copies the checkpoint, with a vocabulary of WordPiece beside it: special pieces, of which the
   * padding has id 3 and not 0, letters and {@link #WORDS}.
   */
  public Path copy(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : List.of("config.json", "model.safetensors")) {
      Files.copy(directory.resolve(file), folder.resolve(file));
    }
    var pieces = new ArrayList<>(List.of("[unused0]", "[unused1]", "[unused2]", "[PAD]"));
    pieces.addAll(List.of("[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (var letter : LETTERS) {
      pieces.addAll(List.of(letter, "##" + letter));
    }
    pieces.addAll(WORDS);
    Files.write(folder.resolve("vocab.txt"), pieces);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    return folder;
  }

  private static TensorFile file(Path directory) {
    return TensorFile.open(directory.resolve("expected.safetensors"));
  }

  /** All names of what is expected. */
  public List<String> names() {
    return List.copyOf(file(directory).names());
  }

  public boolean has(String name) {
    return file(directory).names().contains(name);
  }

  public NDArray expected(String name) {
    return file(directory).read(manager, name);
  }

  public Batch batch(String name) {
    var mask = expected(name + ".mask").toType(DataType.FLOAT32, true);
    var sums = mask.sum(new int[] {1}).toFloatArray();
    var lengths = new int[sums.length];
    for (int i = 0; i < sums.length; i++) {
      lengths[i] = (int) sums[i];
    }
    return new Batch(expected(name + ".ids"), expected(name + ".types"), mask, lengths);
  }

  @Override
  public void close() {
    manager.close();
  }
}
