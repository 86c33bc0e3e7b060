package lamina.ui.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lamina.chart.figure.AlignedFigure;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.model.Distribution;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;

/**
 * A sentence in several languages at one layer, as a figure.
 *
 * @param model whose answers
 * @param sentences one a language
 * @param analyses one a sentence
 * @param low smallest mean gate of a word's piece, over all languages and layers
 * @param high the largest
 */
record AlignedFigures(
    ModelSummary model,
    List<Translation> sentences,
    List<Analysis> analyses,
    float low,
    float high) {
  private static final float NARROWEST = 0.01f;

  /** Finds the scale, which is the same at every layer. */
  static AlignedFigures of(
      ModelSummary model, List<Translation> sentences, List<Analysis> analyses) {
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (var analysis : analyses) {
      int[] wordOf = analysis.tokens().wordOf();
      for (var layer : analysis.layers()) {
        for (int t = 0; t < layer.meanGate().length; t++) {
          if (wordOf[t] >= 0) {
            low = Math.min(low, layer.meanGate()[t]);
            high = Math.max(high, layer.meanGate()[t]);
          }
        }
      }
    }
    boolean none = low > high;
    low = none ? 0 : low;
    high = none ? 1 : Math.max(high, low + NARROWEST);
    return new AlignedFigures(model, sentences, analyses, low, high);
  }

  /**
   * The figure at a position of the slider.
   *
   * @param position index into the layers of every analysis; -1 for the last layer alone
   */
  AlignedFigure at(int position) {
    var lines = IntStream.range(0, sentences.size()).mapToObj(i -> line(i, position)).toList();
    var first = analyses.getFirst();
    return new AlignedFigure(
        title(lines, position),
        Messages.get(
                first.variant().hasGate() ? "aligned.caption" : "aligned.captionNoGate",
                model.name(),
                first.variant().key(),
                model.protocol())
            + cut(),
        FigureTexts.role(model.role()),
        model.task().labels(),
        first.variant().hasGate(),
        lines,
        low,
        high);
  }

  private String cut() {
    long cut = analyses.stream().filter(a -> a.tokens().cut().happened()).count();
    return cut == 0 ? "" : Messages.get("aligned.cut", cut, analyses.size());
  }

  private String title(List<AlignedFigure.Line> lines, int position) {
    int right = 0;
    int labelled = 0;
    for (var line : lines) {
      if (!line.gold().isEmpty()) {
        labelled++;
        right += line.gold().equals(line.answer()) ? 1 : 0;
      }
      for (var word : line.words()) {
        boolean both = !word.gold().isEmpty() && !word.answer().isEmpty();
        labelled += both ? 1 : 0;
        right += both && word.gold().equals(word.answer()) ? 1 : 0;
      }
    }
    var head = position < 0 ? null : analyses.getFirst().layers().get(position).head();
    var where =
        head == null || !head.variant().usesLayer()
            ? Messages.get("aligned.last")
            : Messages.get("aligned.layer", head.layer());
    return Messages.get(
        model.task().tagsWords() ? "aligned.words" : "aligned.pairs",
        FigureTexts.name(FigureTexts.role(model.role())),
        where,
        right,
        labelled,
        lines.size());
  }

  private AlignedFigure.Line line(int index, int position) {
    var sentence = sentences.get(index);
    var analysis = analyses.get(index);
    var answer = position < 0 ? analysis.last() : analysis.layers().get(position).prediction();
    float[] gates = position < 0 ? new float[0] : analysis.layers().get(position).meanGate();
    var tokens = analysis.tokens();
    int count = tokens.wordsRead();
    var pieces = new ArrayList<List<String>>();
    var values = new ArrayList<List<Float>>();
    for (int w = 0; w < count; w++) {
      pieces.add(new ArrayList<>());
      values.add(new ArrayList<>());
    }
    for (int t = 0; t < tokens.length(); t++) {
      int word = tokens.wordOf()[t];
      if (word >= 0) {
        pieces.get(word).add(tokens.pieces().get(t));
        if (gates.length > 0) {
          values.get(word).add(gates[t]);
        }
      }
    }
    var words = new ArrayList<AlignedFigure.Word>();
    for (int w = 0; w < count; w++) {
      words.add(
          new AlignedFigure.Word(
              tokens.words().get(w),
              answer(answer, w),
              gold(sentence, w),
              pieces.get(w),
              floats(values.get(w))));
    }
    return new AlignedFigure.Line(
        LanguageWords.name(sentence.language()),
        answer instanceof Prediction.PairLabel pair ? pair.distribution().label() : "",
        sentence.example() instanceof SentencePair pair ? pair.label() : "",
        sentence.language().rightToLeft(),
        words);
  }

  private static String answer(Prediction prediction, int word) {
    return prediction instanceof Prediction.Tags tags
        ? tags.words().get(word).map(Distribution::label).orElse("")
        : "";
  }

  private static String gold(Translation sentence, int word) {
    return sentence.example() instanceof TaggedSentence s && word < s.tags().size()
        ? s.tags().get(word)
        : "";
  }

  private static float[] floats(List<Float> values) {
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
