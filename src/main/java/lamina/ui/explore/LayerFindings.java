package lamina.ui.explore;

import java.util.Locale;
import java.util.function.DoubleFunction;
import lamina.chart.figure.LayerMapFigure;
import lamina.data.Task;
import lamina.evaluate.AnswerEffect;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.service.LayerAnswers;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;

/** What is found at a layer, in one sentence each. */
final class LayerFindings {
  private LayerFindings() {}

  /** A finding with the model that it is of. */
  static String of(ModelSummary model, String finding) {
    return Messages.get("finding.of", FigureTexts.name(FigureTexts.role(model.role())), finding);
  }

  /**
   * What a layer changes against the last layer alone.
   *
   * @param position among the layers of the analysis; -1 for the last layer alone
   */
  static String title(Task task, LayerAnswers answers, int position) {
    int index = answers.row(position);
    if (index < 0) {
      return Messages.get("finding.none");
    }
    var row = answers.rows().get(index);
    var base = row.head().variant().isBaseline() ? null : answers.last().orElse(null);
    return task.tagsWords() ? words(row, base) : pair(row, base, answers);
  }

  private static String where(HeadKey head) {
    if (head.variant().isBaseline()) {
      return Messages.get("finding.lastLayer");
    }
    return head.variant().usesLayer()
        ? Messages.get("finding.layer", Integer.toString(head.layer()))
        : Messages.get("finding.variant", head.variant().key());
  }

  private static String words(LayerAnswers.Row row, LayerAnswers.Row base) {
    var where = where(row.head());
    int n = row.answered();
    boolean labelled = row.labelled() > 0;
    if (base == null) {
      return labelled
          ? Messages.get("finding.alone", where, row.right(), row.labelled())
          : Messages.get("finding.own.alone", where, n);
    }
    if (row.differing() == 0) {
      return labelled
          ? Messages.get("finding.same", where, row.right(), row.labelled())
          : Messages.get("finding.own.same", where, n);
    }
    if (!labelled) {
      return Messages.get("finding.own", where, row.differing(), n);
    }
    int changed = row.count(AnswerEffect.CHANGED);
    var key =
        changed == 0
            ? "finding.words"
            : changed == row.differing() ? "finding.onlyChanged" : "finding.wordsChanged";
    return Messages.get(
        key,
        where,
        row.count(AnswerEffect.FIXED),
        row.count(AnswerEffect.BROKEN),
        row.right(),
        row.labelled(),
        base.right(),
        changed);
  }

  private static String pair(LayerAnswers.Row row, LayerAnswers.Row base, LayerAnswers answers) {
    var where = where(row.head());
    var now = label(row);
    var gold = answers.gold().getFirst();
    var judged =
        gold.map(
                label ->
                    label.equals(now)
                        ? Messages.get("finding.asLabelled")
                        : Messages.get("finding.labelled", label))
            .orElse("");
    if (base == null) {
      return Messages.get("finding.pair", where, now) + judged;
    }
    var before = label(base);
    return switch (row.effects().getFirst()) {
      case FIXED -> Messages.get("finding.pair.fixed", where, now, before) + judged;
      case BROKEN -> Messages.get("finding.pair.broken", where, now, before) + judged;
      case CHANGED -> Messages.get("finding.pair.changed", where, now, before) + judged;
      case SAME, NONE -> Messages.get("finding.pair.same", where, now) + judged;
    };
  }

  private static String label(LayerAnswers.Row row) {
    return row.answers().getFirst().map(Distribution::label).orElse("");
  }

  /**
   * What the gate of a layer says of the words.
   *
   * @param position among the layers of the analysis; -1 for the last layer alone
   */
  static String gates(Analysis analysis, int position) {
    if (position < 0 || analysis.layers().get(position).meanGate().length == 0) {
      return Messages.get("gates.says.last");
    }
    float[] words = words(analysis, analysis.layers().get(position).meanGate());
    return extremes(analysis, position, words, 0.5f, "gates.says.", LayerFindings::number);
  }

  /**
   * What the gate of a layer does that it doesn't do as a rule.
   *
   * @param words by how much the gate of each word is above what it is as a rule; NaN where nobody
   *     knows
   */
  static String unusual(Analysis analysis, int position, float[] words) {
    return extremes(
        analysis,
        position,
        words,
        0,
        "gates.says.unusual.",
        LayerMapFigure.Reading.DEVIATION::brief);
  }

  /** Names the words of the highest and the lowest value, by which side of a middle they are on. */
  private static String extremes(
      Analysis analysis,
      int position,
      float[] words,
      float middle,
      String message,
      DoubleFunction<String> number) {
    int low = -1;
    int high = -1;
    for (int w = 0; w < words.length; w++) {
      if (Float.isFinite(words[w])) {
        low = low < 0 || words[w] < words[low] ? w : low;
        high = high < 0 || words[w] > words[high] ? w : high;
      }
    }
    if (low < 0) {
      return "";
    }
    var side = words[low] >= middle ? "above" : words[high] <= middle ? "below" : "both";
    return Messages.get(
        message + side,
        Integer.toString(analysis.layers().get(position).head().layer()),
        analysis.tokens().word(high),
        number.apply(words[high]),
        analysis.tokens().word(low),
        number.apply(words[low]));
  }

  private static String number(double gate) {
    return String.format(Locale.ROOT, "%.2f", gate);
  }

  private static float[] words(Analysis analysis, float[] meanGate) {
    var tokens = analysis.tokens();
    return GateReading.merged(meanGate, tokens.wordOf(), tokens.wordsRead());
  }
}
