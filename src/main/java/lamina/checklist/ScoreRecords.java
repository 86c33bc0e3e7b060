package lamina.checklist;

import java.util.stream.Collectors;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;

/**
 * What scores.json says of the weights that lie beside it.
 *
 * @param folder of the model as a reader finds it, with a slash
 */
record ScoreRecords(ModelSummary model, String folder, ScoreTable scores) {
  /**
   * Reads a model's scores.
   *
   * @throws lamina.problem.Problem naming the file where it is damaged
   */
  static ScoreRecords read(ModelSummary model, String folder) {
    return new ScoreRecords(model, folder, ScoreTable.read(model.directory()));
  }

  /** Whether there are scores of these weights. */
  boolean present() {
    return !scores.scores().isEmpty();
  }

  void languages(Notes to) {
    if (!scores.languages().isEmpty()) {
      var languages = String.join(", ", scores.languages());
      fact(to, "languages of the scores", languages, "results[].language");
    }
  }

  void sizes(Notes to) {
    var counts =
        scores.languages().stream()
            .flatMap(l -> scores.find(l, model.chosen()).stream())
            .map(score -> score.language() + " " + score.n())
            .collect(Collectors.joining(", "));
    if (!counts.isEmpty()) {
      fact(to, "scored examples", counts, "results[].n of the chosen head");
    }
  }

  void metric(Notes to) {
    scores.metric().ifPresent(m -> fact(to, "metric", m.label(), "results[].metric"));
  }

  /**
   * Scores of the chosen head and of the last layer alone.
   *
   * @param all of every language, or their mean alone
   */
  void values(boolean all, Notes to) {
    if (!present()) {
      to.open(
          "scores of "
              + model.name()
              + " as it is now: ./lamina evaluate --save writes them beside it");
      return;
    }
    metric(to);
    var told =
        scores.scores().stream()
            .filter(s -> s.head().equals(model.chosen()) || s.head().equals(HeadKey.LAST))
            .filter(
                s -> all || s.language().equals(ScoreTable.MEAN) || scores.languages().size() == 1)
            .toList();
    told.forEach(s -> value(s, to));
    if (told.isEmpty()) {
      to.open("a mean score of the chosen head of " + model.name());
    }
  }

  private void value(Score s, Notes to) {
    var what = s.head().key() + ", " + language(s);
    fact(
        to,
        what + ": score, 95 % interval",
        Values.estimate(s.value(), s.interval()),
        field(s, "score, low, high"));
    s.gain()
        .ifPresent(
            g ->
                fact(
                    to,
                    what
                        + ": gain over the last layer alone, 95 % interval, p of a paired"
                        + " bootstrap",
                    Values.estimate(g.value(), g.interval()) + ", p = " + Values.number(g.p()),
                    field(s, "gain, gainLow, gainHigh, gainP")));
  }

  private static String language(Score s) {
    return s.language().equals(ScoreTable.MEAN)
        ? "mean of languages without English"
        : s.language();
  }

  private static String field(Score s, String columns) {
    return columns + " of " + s.language() + ", " + s.head().key();
  }

  private void fact(Notes to, String what, String value, String field) {
    to.fact(model.name(), what, value, folder + ScoreTable.FILE, field);
  }
}
