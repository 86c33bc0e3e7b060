package lamina.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.evaluate.AnswerEffect;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;

/**
 * What a model answers at every layer of a variant, against the last layer alone. All of it comes
 * out of an {@link Analysis}, so that no encoder runs.
 *
 * @param last the last layer alone; empty where the model has no such head
 * @param layers one row a layer, ascending; none for the last layer alone, a single one for a
 *     variant that takes all layers
 * @param gold one label a word that has an answer, or one of the pair; empty where it isn't known
 */
public record LayerAnswers(Optional<Row> last, List<Row> layers, List<Optional<String>> gold) {
  /**
   * The answers of one head.
   *
   * @param answers one a word, empty for a word that was cut off; of a pair one alone
   * @param effects one an answer, against the last layer alone
   * @param right how many answers are the label
   * @param labelled how many answers could be, since their label is known
   */
  public record Row(
      HeadKey head,
      List<Optional<Distribution>> answers,
      List<AnswerEffect> effects,
      int right,
      int labelled) {
    /** How many answers have an effect. */
    public int count(AnswerEffect effect) {
      return (int) effects.stream().filter(effect::equals).count();
    }

    /** How many answers aren't those of the last layer alone. */
    public int differing() {
      return count(AnswerEffect.FIXED) + count(AnswerEffect.BROKEN) + count(AnswerEffect.CHANGED);
    }

    /** How many answers there are. */
    public int answered() {
      return (int) answers.stream().filter(Optional::isPresent).count();
    }
  }

  /**
   * The answers of an analysis.
   *
   * @param labels one a word of the text, or one of the pair; none where nobody knows them
   */
  public static LayerAnswers of(Analysis analysis, List<String> labels) {
    var variant = analysis.variant();
    var own = analysis.layers().stream().toList();
    var last =
        variant.isBaseline()
            ? Optional.of(own.getFirst().prediction())
            : Optional.ofNullable(analysis.last());
    int count = units(own.getFirst().prediction(), analysis.tokens().wordsRead());
    var gold = new ArrayList<Optional<String>>();
    for (int u = 0; u < count; u++) {
      gold.add(u < labels.size() ? Optional.of(labels.get(u)) : Optional.empty());
    }
    var base = last.map(p -> answers(p, count)).orElse(List.of());
    var rows = new ArrayList<Row>();
    if (!variant.isBaseline()) {
      own.forEach(l -> rows.add(row(l.head(), base, answers(l.prediction(), count), gold)));
    }
    return new LayerAnswers(
        last.map(p -> row(HeadKey.LAST, base, base, gold)), List.copyOf(rows), List.copyOf(gold));
  }

  private static int units(Prediction prediction, int wordsRead) {
    return switch (prediction) {
      case Prediction.Tags _ -> wordsRead;
      case Prediction.PairLabel _ -> 1;
    };
  }

  private static List<Optional<Distribution>> answers(Prediction prediction, int count) {
    return switch (prediction) {
      case Prediction.Tags tags -> tags.words().subList(0, count);
      case Prediction.PairLabel pair -> List.of(Optional.of(pair.distribution()));
    };
  }

  private static Row row(
      HeadKey head,
      List<Optional<Distribution>> base,
      List<Optional<Distribution>> answers,
      List<Optional<String>> gold) {
    var effects = new ArrayList<AnswerEffect>();
    int right = 0;
    int labelled = 0;
    for (int u = 0; u < answers.size(); u++) {
      var now = answers.get(u).map(Distribution::label);
      var before = base.isEmpty() ? Optional.<String>empty() : label(base.get(u));
      effects.add(AnswerEffect.of(before, now, gold.get(u)));
      boolean known = now.isPresent() && gold.get(u).isPresent();
      labelled += known ? 1 : 0;
      right += known && now.equals(gold.get(u)) ? 1 : 0;
    }
    return new Row(head, List.copyOf(answers), List.copyOf(effects), right, labelled);
  }

  private static Optional<String> label(Optional<Distribution> answer) {
    return answer.map(Distribution::label);
  }

  /** The rows from the top: the last layer alone, where there is one, then the layers. */
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    last.ifPresent(rows::add);
    rows.addAll(layers);
    return List.copyOf(rows);
  }

  /**
   * The row of a position among the layers of the analysis.
   *
   * @param position -1 for the last layer alone
   * @return index into {@link #rows()}, or -1 where there is no such row
   */
  public int row(int position) {
    if (layers.isEmpty() || position < 0) {
      return last.isPresent() ? 0 : -1;
    }
    return position + (last.isPresent() ? 1 : 0);
  }
}
