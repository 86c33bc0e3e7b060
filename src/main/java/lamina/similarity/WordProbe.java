package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.evaluate.ExampleScore;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * A linear probe for parts of speech on the vector of each word's first piece, trained on English
 * alone, with the control task of Hewitt and Liang (EMNLP 2019) beside it: there each word form has
 * one tag for good, drawn at random as tags are distributed. What a probe has beyond its control
 * (selectivity) isn't a matter of remembering words.
 */
public final class WordProbe {
  /** Words of English that a probe learns from. */
  public static final int WORDS = 4_000;

  /** Words of each language that it is tested on. */
  public static final int TEST_WORDS = 2_000;

  private static final long SEED = 1;

  private final StateReader reader;
  private final List<String> tags;
  private final Map<String, Integer> drawn = new HashMap<>();
  private final int[] distribution;
  private final List<LinearProbe> probes = new ArrayList<>();
  private final List<LinearProbe> controls = new ArrayList<>();

  /**
   * Answers of one language.
   *
   * @param units of each sentence and representation, right tags and words
   * @param control the same of the control task
   */
  public record Answered(List<ExampleScore[]> units, List<ExampleScore[]> control) {}

  /** Sentences with their pieces. */
  private record Text(List<TaggedSentence> sentences, List<Tokens> tokens) {}

  /**
   * Trains the probes of all representations.
   *
   * @param training English sentences with their tags
   */
  WordProbe(StateReader reader, Dataset training) {
    this.reader = reader;
    this.tags = training.task().labels();
    var text = text(training.examples(), WORDS);
    this.distribution =
        text.sentences.stream().flatMap(s -> s.tags().stream()).mapToInt(tags::indexOf).toArray();
    var vectors =
        IntStream.range(0, reader.representations().size()).mapToObj(r -> new NDList()).toList();
    var labels = new ArrayList<Integer>();
    var random = new ArrayList<Integer>();
    reader.read(
        text.tokens,
        (indices, states, mask) -> {
          var words = words(text, indices, (int) mask.getShape().get(1));
          for (int r = 0; r < states.size(); r++) {
            var rows = rows(states.get(r), words);
            rows.attach(reader.manager());
            vectors.get(r).add(rows);
          }
          words.forEach(w -> labels.add(w.tag));
          words.forEach(w -> random.add(w.control));
        });
    for (var parts : vectors) {
      var x = NDArrays.concat(parts);
      parts.forEach(NDArray::close);
      probes.add(train(x, labels));
      controls.add(train(x, random));
      x.close();
    }
  }

  private LinearProbe train(NDArray x, List<Integer> labels) {
    int[] classes = labels.stream().mapToInt(i -> i).toArray();
    return LinearProbe.train(reader.manager(), x, classes, tags.size(), reader.between());
  }

  /** Sentences in an order drawn with a seed, until they have enough words. */
  private Text text(List<Example> examples, int most) {
    var order = new ArrayList<>(examples);
    Collections.shuffle(order, new Random(SEED));
    var sentences = new ArrayList<TaggedSentence>();
    int words = 0;
    for (var example : order) {
      if (words < most && example instanceof TaggedSentence s) {
        sentences.add(s);
        words += s.words().size();
      }
    }
    return new Text(
        sentences,
        sentences.stream().map(s -> reader.tokenizer().encode(Tokenizer.input(s))).toList());
  }

  /** A word of a batch: its sentence, the row of its first piece in (B T), and its two tags. */
  private record Word(int sentence, int row, int tag, int control) {}

  private List<Word> words(Text text, List<Integer> indices, int length) {
    var words = new ArrayList<Word>();
    for (int b = 0; b < indices.size(); b++) {
      int at = indices.get(b);
      var sentence = text.sentences.get(at);
      int[] pieces = text.tokens.get(at).labelPiece();
      for (int w = 0; w < pieces.length; w++) {
        int tag = tags.indexOf(sentence.tags().get(w));
        if (pieces[w] >= 0 && tag >= 0) {
          words.add(new Word(at, b * length + pieces[w], tag, control(sentence.words().get(w))));
        }
      }
    }
    return words;
  }

  /** The tag of a word form in the control task, whatever order words come in. */
  private int control(String word) {
    return drawn.computeIfAbsent(
        word, w -> distribution[new Random(SEED + w.hashCode()).nextInt(distribution.length)]);
  }

  private static NDArray rows(NDArray states, List<Word> words) {
    var shape = states.getShape();
    var flat = states.reshape(shape.get(0) * shape.get(1), shape.get(2));
    return flat.get(states.getManager().create(words.stream().mapToLong(Word::row).toArray()));
  }

  /** Answers of sentences of one language. */
  Answered answer(Dataset set) {
    var text = text(set.examples(), TEST_WORDS);
    var right = scores(text.sentences.size());
    var control = scores(text.sentences.size());
    reader.read(
        text.tokens,
        (indices, states, mask) -> {
          var words = words(text, indices, (int) mask.getShape().get(1));
          for (int r = 0; r < states.size() && !words.isEmpty(); r++) {
            var x = rows(states.get(r), words);
            add(right.get(r), words, probes.get(r).answer(x), false);
            add(control.get(r), words, controls.get(r).answer(x), true);
          }
        });
    return new Answered(units(right), units(control));
  }

  private List<int[][]> scores(int sentences) {
    return reader.representations().stream().map(r -> new int[sentences][2]).toList();
  }

  private static void add(int[][] scores, List<Word> words, int[] answers, boolean control) {
    for (int i = 0; i < answers.length; i++) {
      var word = words.get(i);
      scores[word.sentence][0] += answers[i] == (control ? word.control : word.tag) ? 1 : 0;
      scores[word.sentence][1]++;
    }
  }

  private static List<ExampleScore[]> units(List<int[][]> scores) {
    return scores.stream()
        .map(
            s -> {
              var units = new ExampleScore[s.length];
              for (int i = 0; i < s.length; i++) {
                units[i] = new ExampleScore(s[i][0], s[i][1]);
              }
              return units;
            })
        .toList();
  }
}
