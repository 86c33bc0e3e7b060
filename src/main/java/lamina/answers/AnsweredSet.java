package lamina.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.evaluate.ExampleScore;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoredSet;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A data set in one language as the heads of a model answer it. A unit is what is answered: a word,
 * or a pair of sentences.
 *
 * @param model name
 * @param name of the data set, for example {@code ar.conllu}
 * @param metric that the set is scored by
 * @param language code
 * @param answers of each head: one list an example, with one answer a unit
 */
public record AnsweredSet(
    String model,
    String name,
    Task task,
    Metric metric,
    String language,
    List<Example> examples,
    Map<HeadKey, List<List<Answer>>> answers) {
  /** Copies the list. */
  public AnsweredSet {
    examples = List.copyOf(examples);
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** A unit of an example. */
  public record Place(int example, int unit) {}

  /**
   * Answers a data set with several heads, from one encoder pass.
   *
   * @param name of the model among those in use
   * @param metric one of the model's task
   * @param progress told the number of examples done; may throw to stop
   */
  public static AnsweredSet of(
      String name,
      TaskModel model,
      Metric metric,
      Dataset set,
      Collection<HeadKey> heads,
      IntConsumer progress) {
    var examples = set.examples();
    var found = new LinkedHashMap<HeadKey, List<List<Answer>>>();
    for (var key : heads) {
      found.put(key, new ArrayList<>(Collections.nCopies(examples.size(), List.of())));
    }
    Predictor.each(
        model,
        examples.stream().map(Tokenizer::input).toList(),
        heads,
        Predictor.BATCHING,
        (i, reading, answers) ->
            found.forEach(
                (key, all) ->
                    all.set(i, answers(answers.get(key), labels(examples.get(i)).size()))),
        progress);
    return new AnsweredSet(
        name, set.name(), model.task(), metric, set.language().code(), examples, found);
  }

  private static List<Answer> answers(@Nullable Prediction said, int n) {
    return switch (said) {
      case null -> Collections.nCopies(n, Answer.NONE);
      case Prediction.Tags tags ->
          tags.words().stream().map(w -> w.map(AnsweredSet::answer).orElse(Answer.NONE)).toList();
      case Prediction.PairLabel pair -> List.of(answer(pair.distribution()));
    };
  }

  private static Answer answer(Distribution d) {
    return new Answer(d.label(), d.probability());
  }

  /** The labels of an example's units. */
  static List<String> labels(Example example) {
    return switch (example) {
      case TaggedSentence s -> s.tags();
      case SentencePair p -> List.of(p.label());
    };
  }

  /** Whether its examples have labels; plain text has none. */
  public boolean labelled() {
    return examples.stream().flatMap(e -> labels(e).stream()).anyMatch(l -> !l.isEmpty());
  }

  /** The labels of an example's units. */
  public List<String> gold(int example) {
    return labels(examples.get(example));
  }

  /**
   * What a head says of an example's units.
   *
   * @throws NullPointerException where the head didn't answer
   */
  public List<Answer> of(HeadKey head, int example) {
    return Objects.requireNonNull(answers.get(head), () -> "no answers of " + head).get(example);
  }

  /** How many units there are. */
  public int units() {
    return examples.stream().mapToInt(e -> labels(e).size()).sum();
  }

  /**
   * Sums of what examples add, by what was drawn together, see {@link Task.Drawn}: what a bootstrap
   * draws.
   *
   * @param each one an example
   */
  ExampleScore[] drawn(ExampleScore[] each) {
    int[] draws = draws();
    var sums = new ExampleScore[Arrays.stream(draws).max().orElse(-1) + 1];
    Arrays.fill(sums, ExampleScore.NONE);
    for (int i = 0; i < each.length; i++) {
      var before = sums[draws[i]];
      sums[draws[i]] =
          new ExampleScore(
              before.numerator() + each[i].numerator(),
              before.denominator() + each[i].denominator());
    }
    return sums;
  }

  /** Of each example the number of the unit that it was drawn in, from 0. */
  int[] draws() {
    var first = ScoredSet.drawn(task, examples);
    var numbers = new HashMap<String, Integer>();
    return first.stream()
        .mapToInt(id -> numbers.computeIfAbsent(id, i -> numbers.size()))
        .toArray();
  }

  /** One score an example, of nothing yet. */
  ExampleScore[] empty() {
    var all = new ExampleScore[examples.size()];
    Arrays.fill(all, ExampleScore.NONE);
    return all;
  }
}
