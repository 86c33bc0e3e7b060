package lamina.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import lamina.data.Dataset;
import lamina.data.Datasets;
import lamina.data.Example;
import lamina.data.TaggedSentence;
import lamina.evaluate.Item;
import lamina.evaluate.Score;
import lamina.evaluate.Scorer;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/** Scores heads of a model on files, with their gain over the baseline. */
final class Evaluator {
  private final TaskModel model;
  private final Request.Evaluate request;

  /** Told how far it is; may throw to stop. */
  interface Step {
    /**
     * Some examples are done.
     *
     * @param file index of the file
     * @param done examples of it
     * @param total examples in it
     */
    void at(int file, int done, int total);
  }

  /** One language, scored: what each example adds for each head. */
  private record Scored(Dataset set, double piecesPerWord, Map<HeadKey, Item[]> items) {
    boolean english() {
      return set.language().code().equals("en");
    }

    /** Sets with equal ids are translations of each other. */
    List<String> ids() {
      return set.examples().stream().map(Example::id).toList();
    }
  }

  Evaluator(TaskModel model, Request.Evaluate request) {
    this.model = model;
    this.request = request;
  }

  List<Score> run(Step step) {
    var heads = new LinkedHashSet<>(request.heads());
    heads.forEach(model::head);
    if (model.heads().containsKey(HeadKey.LAST)) {
      heads.add(HeadKey.LAST); // to compare with
    }
    var all = new ArrayList<Scored>();
    for (int f = 0; f < request.files().size(); f++) {
      all.add(score(f, List.copyOf(heads), step));
    }
    var scores = new ArrayList<Score>();
    for (var s : all) {
      for (var key : request.heads()) {
        var baseline = key.equals(HeadKey.LAST) ? null : s.items.get(HeadKey.LAST);
        scores.add(
            Scorer.score(
                model.task(),
                s.set.language().code(),
                key,
                s.items.get(key),
                baseline,
                s.piecesPerWord));
      }
    }
    var others = all.stream().filter(s -> !s.english()).toList();
    if (others.size() > 1) {
      request.heads().forEach(key -> scores.add(mean(others, key)));
    }
    return scores;
  }

  private Score mean(List<Scored> languages, HeadKey key) {
    double pieces = languages.stream().mapToDouble(Scored::piecesPerWord).average().orElse(0);
    boolean compare = !key.equals(HeadKey.LAST) && model.heads().containsKey(HeadKey.LAST);
    return Scorer.mean(
        model.task(),
        key,
        groups(languages, key),
        compare ? groups(languages, HeadKey.LAST) : null,
        pieces);
  }

  private static List<List<Item[]>> groups(List<Scored> languages, HeadKey key) {
    var groups = new LinkedHashMap<List<String>, List<Item[]>>();
    for (var s : languages) {
      groups.computeIfAbsent(s.ids(), ids -> new ArrayList<>()).add(s.items.get(key));
    }
    return List.copyOf(groups.values());
  }

  private Scored score(int file, List<HeadKey> heads, Step step) {
    var language = request.language().isBlank() ? null : Languages.of(request.language());
    var set = Datasets.read(request.files().get(file), model.task(), language);
    var tokens =
        set.examples().stream().map(e -> model.tokenizer().encode(Tokenizer.input(e))).toList();
    var items = new LinkedHashMap<HeadKey, Item[]>();
    Predictor.all(model, tokens, heads, done -> step.at(file, done, tokens.size()))
        .forEach(
            (key, answers) -> items.put(key, Scorer.items(model.task(), set.examples(), answers)));
    return new Scored(set, piecesPerWord(set.examples(), tokens), items);
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
