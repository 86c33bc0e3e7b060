package lamina.similarity;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lamina.data.TaggedSentence;
import lamina.evaluate.ExampleScore;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * How much of dependency trees can be read off states by a {@link TreeProbe} that learned from
 * English: the share of a tree's edges that the minimum spanning tree of the probe's distances has
 * (UUAS), punctuation left out, as Hewitt and Manning (NAACL 2019) count. Beside it stands a
 * control task, see {@link WordTrees#control}; since a form decides where a word hangs, both are
 * compared on edges from words whose form was seen to their heads.
 */
final class TreeAnswers {
  private static final String PUNCTUATION = "PUNCT";
  private static final int TRAINING = 500;
  private static final int TEST = 200;
  private static final int LONGEST = 40;
  private static final int SHORTEST = 4;
  private static final long SEED = 1;

  private final StateReader reader;
  private final int sentences;
  private final Set<String> seen = new HashSet<>();
  private final List<TreeProbe> probes = new ArrayList<>();
  private final List<TreeProbe> controls = new ArrayList<>();

  /**
   * A sentence to read: its pieces, its heads, and those of the control task.
   *
   * @param place among the sentences of its treebank
   */
  private record Item(
      int place, TaggedSentence sentence, Tokens tokens, int[] heads, int[] control) {}

  /**
   * Answers of one language.
   *
   * @param units of each representation and sentence, edges found and edges there are
   * @param seen the same of edges to a head from a word whose form the probe saw when it learned
   * @param control the same as {@code seen} of the control task
   */
  record Answered(
      List<ExampleScore[]> units, List<ExampleScore[]> seen, List<ExampleScore[]> control) {}

  /** Learns from English trees. */
  TreeAnswers(StateReader reader, Treebank training) {
    this.reader = reader;
    var items = items(reader, training, TRAINING);
    this.sentences = items.size();
    items.forEach(i -> seen.addAll(i.sentence.words()));
    int count = reader.representations().size();
    var vectors = Stream.generate(() -> new NDArray[items.size()]).limit(count).toList();
    reader.read(
        items.stream().map(Item::tokens).toList(),
        (indices, states, mask) -> {
          for (int b = 0; b < indices.size(); b++) {
            int at = indices.get(b);
            for (int r = 0; r < states.size(); r++) {
              var words = words(states.get(r), b, items.get(at));
              words.attach(reader.manager());
              vectors.get(r)[at] = words;
            }
          }
        });
    for (var own : vectors) {
      probes.add(train(items, own, false));
      controls.add(train(items, own, true));
      Stream.of(own).forEach(NDArray::close);
    }
  }

  private TreeProbe train(List<Item> items, NDArray[] vectors, boolean control) {
    return TreeProbe.train(
        reader.manager(),
        IntStream.range(0, vectors.length)
            .mapToObj(
                i ->
                    new TreeProbe.Sentence(
                        vectors[i],
                        WordTrees.distances(control ? items.get(i).control : items.get(i).heads)))
            .toList(),
        reader.between());
  }

  /** Sentences that it learned from. */
  int sentences() {
    return sentences;
  }

  /** Whether enough sentences can be read with their trees. */
  static boolean has(StateReader reader, Treebank treebank) {
    return items(reader, treebank, LinearCka.LEAST).size() == LinearCka.LEAST;
  }

  /**
   * Sentences in an order drawn with a seed; those that no piece or no tree is known of are left.
   */
  private static List<Item> items(StateReader reader, Treebank treebank, int most) {
    var examples = treebank.sentences().examples();
    var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    var items = new ArrayList<Item>();
    for (int place : order) {
      var example = examples.get(place);
      var heads = treebank.trees().get(example.id());
      if (items.size() < most && heads != null && example instanceof TaggedSentence s) {
        int n = s.words().size();
        var tokens = reader.tokenizer().encode(Tokenizer.input(s));
        if (n == heads.length
            && n >= SHORTEST
            && n <= LONGEST
            && IntStream.of(tokens.labelPiece()).allMatch(p -> p >= 0)) {
          var scored = scored(s);
          if (scored.size() > 1) {
            items.add(
                new Item(place, s, tokens, heads, WordTrees.control(s.words(), scored, SEED)));
          }
        }
      }
    }
    return items;
  }

  /**
   * Vectors (n, E) of the words of a batch's sentence.
   *
   * @param states (B, T, E)
   */
  private static NDArray words(NDArray states, int b, Item item) {
    var rows = IntStream.of(item.tokens.labelPiece()).mapToLong(p -> p).toArray();
    return states.get(b).get(states.getManager().create(rows));
  }

  /** Takes batches of one language, all of whose sentences are read, and answers drawn ones. */
  Collector collector(Treebank treebank) {
    return new Collector(items(reader, treebank, TEST));
  }

  /** Answers while a language is read. */
  final class Collector implements StateReader.BatchConsumer {
    private final List<Item> items;
    private final List<ExampleScore[]> units;
    private final List<ExampleScore[]> ofSeen;
    private final List<ExampleScore[]> control;

    private Collector(List<Item> items) {
      this.items = items;
      this.units = nothing();
      this.ofSeen = nothing();
      this.control = nothing();
    }

    private List<ExampleScore[]> nothing() {
      return probes.stream().map(p -> new ExampleScore[items.size()]).toList();
    }

    @Override
    public void take(List<Integer> indices, List<NDArray> states, NDArray mask) {
      for (int i = 0; i < items.size(); i++) {
        var item = items.get(i);
        int b = indices.indexOf(item.place);
        for (int r = 0; r < states.size() && b >= 0; r++) {
          var words = words(states.get(r), b, item);
          var known = (IntPredicate) w -> seen.contains(item.sentence.words().get(w));
          var found = found(item, probes.get(r), words);
          units.get(r)[i] = score(item, item.heads, w -> true, found);
          ofSeen.get(r)[i] = score(item, item.heads, known, found);
          control.get(r)[i] = score(item, item.control, known, found(item, controls.get(r), words));
        }
      }
    }

    /** What all batches gave. */
    Answered answered() {
      return new Answered(units, ofSeen, control);
    }
  }

  /** Places of all words but punctuation. */
  private static List<Integer> scored(TaggedSentence sentence) {
    return IntStream.range(0, sentence.words().size())
        .filter(i -> !sentence.tags().get(i).equals(PUNCTUATION))
        .boxed()
        .toList();
  }

  /** Edges that a probe finds among a sentence's words (n, E). */
  private static Set<List<Integer>> found(Item item, TreeProbe probe, NDArray words) {
    return Set.copyOf(WordTrees.spanning(probe.distances(words), scored(item.sentence)));
  }

  private static ExampleScore score(
      Item item, int[] heads, IntPredicate dependents, Set<List<Integer>> found) {
    var words = scored(item.sentence);
    var gold = new HashSet<>(WordTrees.edges(heads, dependents));
    gold.removeIf(edge -> !words.containsAll(edge));
    int all = gold.size();
    gold.retainAll(found);
    return new ExampleScore(gold.size(), all);
  }
}
