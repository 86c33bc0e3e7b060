package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.evaluate.ExampleScore;

/**
 * A linear probe for parts of speech on the vector of each word's first piece, trained on English
 * alone, with the control task of Hewitt and Liang (EMNLP 2019) beside it: there each word form has
 * one tag for good, drawn at random as tags are distributed. What a probe has beyond its control
 * (selectivity) is more than remembered words. A control can but guess at a form that it never saw,
 * so selectivity compares both on words whose form was seen.
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
  private final int sentences;
  private final int learned;
  private final Set<String> seen = new HashSet<>();
  private final List<LinearProbe> probes = new ArrayList<>();
  private final List<LinearProbe> controls = new ArrayList<>();

  /**
   * Answers of one language.
   *
   * @param units of each representation and sentence, right tags and words
   * @param seen the same of words whose form the probe saw when it learned
   * @param control the same of the control task, on the words of {@code seen}
   */
  public record Answered(
      List<ExampleScore[]> units, List<ExampleScore[]> seen, List<ExampleScore[]> control) {}

  /**
   * Trains the probes of all representations.
   *
   * @param training English sentences with their tags
   */
  WordProbe(StateReader reader, Dataset training) {
    this.reader = reader;
    this.tags = training.task().labels();
    var reading = Reading.of(reader, drawn(training));
    this.sentences = reading.tokens().size();
    var places = IntStream.range(0, sentences).boxed().toList();
    this.distribution =
        reading.set().examples().stream()
            .flatMap(e -> ((TaggedSentence) e).tags().stream())
            .mapToInt(tags::indexOf)
            .toArray();
    var vectors = Stream.generate(NDList::new).limit(reader.representations().size()).toList();
    var labels = new ArrayList<Integer>();
    var random = new ArrayList<Integer>();
    reader.read(
        reading.tokens(),
        (indices, states, mask) -> {
          var words = words(reading, places, indices, mask);
          for (int r = 0; r < states.size() && !words.isEmpty(); r++) {
            var rows = rows(states.get(r), words);
            rows.attach(reader.manager());
            vectors.get(r).add(rows);
          }
          words.forEach(w -> labels.add(w.tag));
          words.forEach(w -> random.add(w.control));
          words.forEach(w -> seen.add(w.form));
        });
    this.learned = labels.size();
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

  /** Sentences that it learned from. */
  int sentences() {
    return sentences;
  }

  /** Words that it learned from. */
  int learned() {
    return learned;
  }

  /** The sentences to learn from, so that no other is read. */
  private static Dataset drawn(Dataset set) {
    return new Dataset(
        set.task(),
        set.language(),
        set.name(),
        set.sha256(),
        drawn(set.examples(), WORDS).stream().map(set.examples()::get).toList());
  }

  /** Places of sentences in an order drawn with a seed, until they have enough words. */
  private static List<Integer> drawn(List<Example> examples, int most) {
    var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    var drawn = new ArrayList<Integer>();
    int words = 0;
    for (int i : order) {
      if (words < most && examples.get(i) instanceof TaggedSentence s) {
        drawn.add(i);
        words += s.words().size();
      }
    }
    return drawn;
  }

  /** A word of a batch: its sentence, the row of its first piece in (B T), and its two tags. */
  private record Word(int sentence, int row, String form, int tag, int control) {}

  /**
   * Words of a batch whose sentences count.
   *
   * @param places of these sentences among those that are read
   */
  private List<Word> words(
      Reading reading, List<Integer> places, List<Integer> indices, NDArray mask) {
    int length = (int) mask.getShape().get(1);
    var words = new ArrayList<Word>();
    for (int b = 0; b < indices.size(); b++) {
      int place = indices.get(b);
      int at = places.indexOf(place);
      if (at < 0) {
        continue;
      }
      var sentence = (TaggedSentence) reading.set().examples().get(place);
      int[] pieces = reading.tokens().get(place).labelPiece();
      for (int w = 0; w < pieces.length; w++) {
        int tag = tags.indexOf(sentence.tags().get(w));
        if (pieces[w] >= 0 && tag >= 0) {
          var form = sentence.words().get(w);
          words.add(new Word(at, b * length + pieces[w], form, tag, control(form)));
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

  /** Takes batches of one language, of which drawn sentences are answered. */
  Collector collector(Reading reading) {
    return new Collector(reading);
  }

  /** Answers while a language is read. */
  final class Collector implements StateReader.BatchConsumer {
    private final Reading reading;
    private final List<Integer> places;
    private final List<int[][]> right; // of each representation (sentences, 2): right and all
    private final List<int[][]> rightSeen;
    private final List<int[][]> control;

    private Collector(Reading reading) {
      this.reading = reading;
      this.places = drawn(reading.set().examples(), TEST_WORDS);
      this.right = nothing();
      this.rightSeen = nothing();
      this.control = nothing();
    }

    private List<int[][]> nothing() {
      return probes.stream().map(p -> new int[places.size()][2]).toList();
    }

    @Override
    public void take(List<Integer> indices, List<NDArray> states, NDArray mask) {
      var words = words(reading, places, indices, mask);
      for (int r = 0; r < states.size() && !words.isEmpty(); r++) {
        var x = rows(states.get(r), words);
        int[] answers = probes.get(r).answer(x);
        int[] others = controls.get(r).answer(x);
        for (int i = 0; i < answers.length; i++) {
          var word = words.get(i);
          add(right.get(r)[word.sentence], answers[i] == word.tag);
          if (seen.contains(word.form)) {
            add(rightSeen.get(r)[word.sentence], answers[i] == word.tag);
            add(control.get(r)[word.sentence], others[i] == word.control);
          }
        }
      }
    }

    /** What all batches gave. */
    Answered answered() {
      return new Answered(units(right), units(rightSeen), units(control));
    }
  }

  private static void add(int[] score, boolean right) {
    score[0] += right ? 1 : 0;
    score[1]++;
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
