package lamina.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * One language, scored.
 *
 * @param language code
 * @param ids of the examples; sets with equal ids are translations of each other
 * @param items what each example adds, for each head
 */
public record ScoredSet(
    String language, List<String> ids, double piecesPerWord, Map<HeadKey, Item[]> items) {

  /**
   * Predicts a data set with several heads and compares with its labels.
   *
   * @param progress told the number of examples done; may throw to stop
   */
  public static ScoredSet of(
      TaskModel model, Dataset set, Collection<HeadKey> heads, IntConsumer progress) {
    var examples = set.examples();
    var tokens = examples.stream().map(e -> model.tokenizer().encode(Tokenizer.input(e))).toList();
    var items = new LinkedHashMap<HeadKey, Item[]>();
    Predictor.all(model, tokens, heads, progress)
        .forEach((key, answers) -> items.put(key, Scorer.items(model.task(), examples, answers)));
    return new ScoredSet(
        set.language().code(),
        examples.stream().map(Example::id).toList(),
        piecesPerWord(examples, tokens),
        items);
  }

  /** Whether it is in English, the language of training. */
  public boolean english() {
    return language.equals("en");
  }

  /** One head's items of several languages, parallel ones in one group. */
  public static List<List<Item[]>> groups(List<ScoredSet> languages, HeadKey key) {
    var groups = new LinkedHashMap<List<String>, List<Item[]>>();
    for (var s : languages) {
      groups.computeIfAbsent(s.ids(), ids -> new ArrayList<>()).add(s.items().get(key));
    }
    return List.copyOf(groups.values());
  }

  private static double piecesPerWord(List<Example> examples, List<Tokens> tokens) {
    long words = 0;
    long pieces = 0;
    for (int i = 0; i < tokens.size(); i++) {
      words +=
          examples.get(i) instanceof TaggedSentence s
              ? s.words().size()
              : tokens.get(i).words().size();
      pieces += tokens.get(i).cut().allPieces();
    }
    return (double) pieces / words;
  }
}
