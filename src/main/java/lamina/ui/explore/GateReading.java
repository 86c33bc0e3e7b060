package lamina.ui.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.analyse.GateNorms;
import lamina.analyse.PieceKind;
import lamina.chart.figure.LayerMapFigure;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.ui.text.Messages;

/**
 * What is shown of the gates of some models.
 *
 * @param pieces whether each piece has a column, special ones among them, rather than each word
 * @param usual what the gates of each model are as a rule, to show by how much they are above it;
 *     none to show the gates themselves
 */
record GateReading(boolean pieces, List<Optional<GateNorms>> usual) {
  /** The gates themselves, by word. */
  static final GateReading WORDS = new GateReading(false, List.of());

  /** Copies the list. */
  GateReading {
    usual = List.copyOf(usual);
  }

  /** The same of some of the models, by their indices. */
  GateReading of(List<Integer> some) {
    return new GateReading(
        pieces, usual.isEmpty() ? usual : some.stream().map(usual::get).toList());
  }

  /** Whether gates are shown by what they are as a rule. */
  private boolean deviating() {
    return !usual.isEmpty();
  }

  /** Whether there is something to show of a model's gates, by its index. */
  boolean known(int model) {
    return !deviating() || usual.get(model).isPresent();
  }

  /**
   * What a layer's cells say, one a column; NaN where a column has none, nothing where nothing is
   * known of the model.
   *
   * @param model index of the model
   */
  float[] cells(int model, Analysis analysis, Analysis.Layer layer, int columns) {
    if (!known(model)) {
      return new float[0];
    }
    float[] values = values(model, analysis, layer);
    return pieces ? values : merged(values, analysis.tokens().wordOf(), columns);
  }

  /** The same, one a piece. */
  private float[] values(int model, Analysis analysis, Analysis.Layer layer) {
    if (!deviating()) {
      return layer.meanGate();
    }
    var values = layer.meanGate().clone();
    for (int t = 0; t < values.length; t++) {
      var kind = PieceKind.of(analysis.tokens(), t);
      var norm = usual.get(model).flatMap(norms -> norms.find(layer.head(), kind));
      values[t] -= norm.map(n -> (float) n.mean()).orElse(Float.NaN);
    }
    return values;
  }

  /**
   * What the gate of a layer says of the words, in a sentence.
   *
   * @param model index of the model
   * @param position among the layers of the analysis; -1 for the last layer alone
   */
  String said(int model, Analysis analysis, int position) {
    if (!deviating() || position < 0) {
      return LayerFindings.gates(analysis, position);
    }
    var values = values(model, analysis, analysis.layers().get(position));
    var tokens = analysis.tokens();
    var words = merged(values, tokens.wordOf(), tokens.wordsRead());
    return LayerFindings.unusual(analysis, position, words);
  }

  LayerMapFigure.GateScale scale() {
    return deviating()
        ? new LayerMapFigure.GateScale(
            Messages.get("map.below"), Messages.get("map.above"), LayerMapFigure.Reading.DEVIATION)
        : new LayerMapFigure.GateScale(Messages.get("map.lastLayer"), Messages.get("map.layer"));
  }

  /** What a caption says of the cells. */
  String caption(List<ModelSummary> models) {
    if (!deviating()) {
      return Messages.get(pieces ? "map.pieceGates" : "map.wordGates");
    }
    var norms = new ArrayList<String>();
    for (int i = 0; i < models.size(); i++) {
      var name = models.get(i).name();
      norms.add(
          usual
              .get(i)
              .map(n -> Messages.get("map.norms", name, n.texts(), n.languages().size()))
              .orElseGet(() -> Messages.get("map.norms.none", name)));
    }
    return Messages.get(
        pieces ? "map.pieceDeviations" : "map.wordDeviations", String.join(", ", norms));
  }

  /**
   * Mean of each word over its pieces.
   *
   * @param values one a piece
   * @param wordOf the word of each piece; -1 for special ones, which count nowhere
   * @return one a word; NaN where it has no piece
   */
  static float[] merged(float[] values, int[] wordOf, int words) {
    var sums = new double[words];
    var counts = new int[words];
    for (int t = 0; t < values.length; t++) {
      if (wordOf[t] >= 0 && wordOf[t] < words) {
        sums[wordOf[t]] += values[t];
        counts[wordOf[t]]++;
      }
    }
    var means = new float[words];
    for (int w = 0; w < words; w++) {
      means[w] = counts[w] == 0 ? Float.NaN : (float) (sums[w] / counts[w]);
    }
    return means;
  }
}
