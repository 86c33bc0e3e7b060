package lamina.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelWriter;
import lamina.model.TaskModel;

/** A BERT of 4 layers and 32 channels with words of two letters, for tests that are exact. */
final class SmallBase {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/bert-4x32");
  private static final int PIECES = 211;
  private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  /** Words of which each is one piece; longer ones have a piece of two letters and more of one. */
  static final List<String> WORDS =
      LETTERS.stream().flatMap(a -> LETTERS.stream().map(b -> a + b)).toList();

  private SmallBase() {}

  /** Writes the checkpoint with its vocabulary. */
  static Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      for (var file : List.of("config.json", "model.safetensors")) {
        Files.copy(REFERENCE.resolve(file), folder.resolve(file));
      }
      var pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
      LETTERS.forEach(l -> pieces.addAll(List.of(l, "##" + l)));
      pieces.addAll(WORDS);
      IntStream.range(pieces.size(), PIECES).forEach(i -> pieces.add("[unused" + i + "]"));
      Files.write(folder.resolve("vocab.txt"), pieces);
      Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sentences of 2 to 9 words, some of several pieces, with the tags that a rule gives. */
  static List<Example> sentences(int n, long seed, UnaryOperator<String> tag) {
    var random = new Random(seed);
    var examples = new ArrayList<Example>();
    for (int s = 0; s < n; s++) {
      var words = Stream.generate(() -> word(random)).limit(2 + random.nextInt(8)).toList();
      examples.add(
          new TaggedSentence("s" + s, Languages.of("en"), words, words.stream().map(tag).toList()));
    }
    return examples;
  }

  private static String word(Random random) {
    var word = WORDS.get(random.nextInt(WORDS.size()));
    return random.nextInt(4) == 0 ? word + LETTERS.get(random.nextInt(8)) : word;
  }

  /** A tag that follows from the first letter. */
  static String tag(String word) {
    return word.charAt(0) < 'd' ? "NOUN" : word.charAt(0) < 'f' ? "VERB" : "ADJ";
  }

  static TrainingData data(TaskModel model, int n) {
    return TrainingData.of(Task.POS, model.tokenizer(), sentences(n, 3, SmallBase::tag));
  }

  /** Writes tagged sentences, a word a line. */
  static Path file(Path file, List<Example> sentences) {
    var text = new StringBuilder();
    for (var example : sentences) {
      var s = (TaggedSentence) example;
      for (int w = 0; w < s.words().size(); w++) {
        text.append(s.words().get(w)).append('\t').append(s.tags().get(w)).append('\n');
      }
      text.append('\n');
    }
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TaskModel model(Path base, int layers, long seed, String... heads) {
    return TaskModel.create(
        base,
        IntStream.range(0, layers).boxed().toList(),
        Task.POS,
        Stream.of(heads).map(HeadKey::of).toList(),
        new Random(seed));
  }

  static Path save(TaskModel model, Path base, Path folder) {
    ModelWriter.save(model, TrainerTest.description(model), base, folder, ModelWriter.Layout.WHOLE);
    return folder;
  }
}
