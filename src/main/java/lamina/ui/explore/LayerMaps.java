package lamina.ui.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LayerMapFigure.Answer;
import lamina.chart.figure.LayerMapFigure.Mark;
import lamina.evaluate.AnswerEffect;
import lamina.language.Language;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.service.LayerAnswers;
import lamina.text.Tokens;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;

/**
 * Answers and gates of models that have the same columns, at all layers, as one figure. Its maps
 * are made once for each language of the window; what the slider changes is made anew.
 */
final class LayerMaps {
  private static final int LONGEST_TEXT = 120;

  private final List<ModelSummary> models;
  private final List<Analysis> analyses;
  private final List<LayerAnswers> answers;
  private final List<String> gold;
  private final int depth;
  private final GateReading reading;
  private final boolean rightToLeft;
  private final Map<String, LayerMapFigure> made = new ConcurrentHashMap<>();

  private LayerMaps(
      List<ModelSummary> models,
      List<Analysis> analyses,
      List<String> gold,
      int depth,
      GateReading reading,
      boolean rightToLeft) {
    this.depth = depth;
    this.models = models;
    this.analyses = analyses;
    this.gold = gold;
    this.reading = reading;
    this.rightToLeft = rightToLeft;
    answers = analyses.stream().map(a -> LayerAnswers.of(a, gold)).toList();
  }

  /**
   * Maps of models: one for all whose columns are the same, since tokenizers may find other words
   * in a text, and other pieces.
   *
   * @param gold labels of a sample; empty for a text of one's own
   * @param depth of the slider, whose stops a shallower model's layers stand at
   * @param reading of the gates, in the order of the models
   */
  static List<LayerMaps> of(
      List<ModelSummary> models,
      List<Analysis> analyses,
      List<String> gold,
      int depth,
      GateReading reading,
      boolean rightToLeft) {
    boolean pieces = reading.pieces();
    var groups = new ArrayList<List<Integer>>();
    for (int i = 0; i < models.size(); i++) {
      var columns = columns(analyses.get(i).tokens(), pieces);
      var group =
          groups.stream()
              .filter(g -> columns(analyses.get(g.getFirst()).tokens(), pieces).equals(columns))
              .findFirst();
      if (group.isEmpty()) {
        groups.add(new ArrayList<>());
      }
      group.orElseGet(groups::getLast).add(i);
    }
    return groups.stream()
        .map(
            g ->
                new LayerMaps(
                    g.stream().map(models::get).toList(),
                    g.stream().map(analyses::get).toList(),
                    gold,
                    depth,
                    reading.of(g),
                    rightToLeft))
        .toList();
  }

  private static List<String> columns(Tokens tokens, boolean pieces) {
    return pieces ? tokens.pieces() : tokens.words();
  }

  List<ModelSummary> models() {
    return models;
  }

  List<Analysis> analyses() {
    return analyses;
  }

  /** Whether any of the models has gates. */
  boolean gated() {
    return analyses.stream().anyMatch(a -> a.variant().hasGate());
  }

  /** The head of a row of the figure. */
  HeadKey head(LayerMapFigure.Place place) {
    return answers.get(place.block()).rows().get(place.row()).head();
  }

  /** Index of a row's layer among those of its analysis; -1 for the last layer alone. */
  int position(LayerMapFigure.Place place) {
    var block = answers.get(place.block());
    return block.layers().isEmpty() ? 0 : place.row() - (block.last().isPresent() ? 1 : 0);
  }

  /**
   * The piece that a column of the gates stands for: of a word, the one its label sits on; -1 where
   * the model doesn't read so far.
   */
  int token(int model, int column) {
    return reading.pieces() ? column : analyses.get(model).tokens().labelPiece()[column];
  }

  /** The column of a piece; -1 where it has none. */
  int column(int model, int token) {
    return reading.pieces() ? token : analyses.get(model).tokens().wordOf()[token];
  }

  /**
   * The figure at a position of the slider.
   *
   * @param positions of each model, indices into its analysis' layers; -1 for the last layer alone
   */
  LayerMapFigure at(List<Integer> positions) {
    var maps = made.computeIfAbsent(Messages.language(), language -> maps());
    var rows = new ArrayList<Integer>();
    var notes = new ArrayList<String>();
    if (gated()) {
      int first =
          IntStream.range(0, analyses.size())
              .filter(i -> analyses.get(i).variant().hasGate() && reading.known(i))
              .findFirst()
              .orElse(0);
      notes.add(reading.said(first, analyses.get(first), positions.get(first)));
    }
    for (int i = 0; i < models.size(); i++) {
      rows.add(answers.get(i).row(positions.get(i)));
      if (i > 0) {
        notes.add(LayerFindings.of(models.get(i), finding(i, positions.get(i))));
      }
    }
    var first = finding(0, positions.getFirst());
    var title = models.size() > 1 ? LayerFindings.of(models.getFirst(), first) : first;
    return maps.at(title, notes, rows);
  }

  /**
   * The figure for a reader who moves the slider.
   *
   * @param positions of each model as the slider stands now
   * @param stops names of all its stops, with the positions of each model there
   * @param text that is read, since a file stands alone
   * @param language of the text, where it is known
   */
  LayerMapFigure moved(
      List<Integer> positions,
      Map<String, List<Integer>> stops,
      String text,
      Optional<Language> language) {
    var through = new ArrayList<LayerMapFigure.Stop>();
    stops.forEach(
        (name, at) -> {
          var figure = at(at);
          through.add(
              new LayerMapFigure.Stop(name, figure.title(), figure.notes(), figure.chosen()));
        });
    return at(positions).moved(List.copyOf(through), sentence(text, language) + caption());
  }

  private static String sentence(String text, Optional<Language> language) {
    int count = Math.min(LONGEST_TEXT, text.codePointCount(0, text.length()));
    int end = text.offsetByCodePoints(0, count);
    var shown = end < text.length() ? text.substring(0, end) + "…" : text;
    return language
        .map(l -> Messages.get("map.sentenceIn", shown, LanguageWords.name(l)))
        .orElseGet(() -> Messages.get("map.sentence", shown));
  }

  private String finding(int model, int position) {
    return LayerFindings.title(models.get(model).task(), answers.get(model), position);
  }

  private LayerMapFigure maps() {
    var columns = heads();
    var blocks = new ArrayList<LayerMapFigure.Block>();
    for (int i = 0; i < models.size(); i++) {
      blocks.add(block(i, columns));
    }
    int notes = (gated() ? 1 : 0) + models.size() - 1;
    return new LayerMapFigure(
        "",
        IntStream.range(0, notes).mapToObj(i -> "").toList(),
        caption(),
        new LayerMapFigure.Heads(
            Messages.get("map.gold"),
            Messages.get("map.right"),
            columns,
            gold,
            tagsWords() ? List.of() : models.getFirst().task().labels()),
        blocks,
        models.stream().map(m -> -1).toList(),
        reading.scale(),
        marks(),
        rightToLeft);
  }

  private boolean tagsWords() {
    return models.getFirst().task().tagsWords();
  }

  private List<LayerMapFigure.Column> heads() {
    var longest =
        analyses.stream()
            .map(Analysis::tokens)
            .reduce((a, b) -> b.wordsRead() > a.wordsRead() ? b : a)
            .orElseThrow();
    return reading.pieces()
        ? IntStream.range(0, longest.length())
            .mapToObj(t -> new LayerMapFigure.Column(longest.pieces().get(t), longest.wordOf()[t]))
            .toList()
        : IntStream.range(0, longest.wordsRead())
            .mapToObj(w -> new LayerMapFigure.Column(longest.words().get(w), w))
            .toList();
  }

  private LayerMapFigure.Block block(int model, List<LayerMapFigure.Column> columns) {
    var analysis = analyses.get(model);
    var role = FigureTexts.role(models.get(model).role());
    var rows = new ArrayList<LayerMapFigure.Row>();
    boolean compared = answers.get(model).last().isPresent();
    for (var row : answers.get(model).rows()) {
      boolean base = row.head().variant().isBaseline() || !compared;
      float[] gates =
          analysis.layers().stream()
              .filter(l -> l.head().equals(row.head()) && l.meanGate().length > 0)
              .findFirst()
              .map(l -> reading.cells(model, analysis, l, columns.size()))
              .orElse(new float[0]);
      rows.add(
          new LayerMapFigure.Row(
              name(models.get(model), row.head()),
              tagsWords()
                  ? words(row, base, answers.get(model).gold())
                  : shares(models.get(model), row, base),
              row.labelled() == 0 || !tagsWords() ? "" : row.right() + "/" + row.labelled(),
              gates));
    }
    return new LayerMapFigure.Block(role, FigureTexts.name(role), rows);
  }

  /** Of a model that isn't as deep as the slider also the stop at the same depth. */
  private String name(ModelSummary model, HeadKey head) {
    if (head.variant().isBaseline()) {
      return Messages.get("map.last");
    }
    if (!head.variant().usesLayer()) {
      return head.variant().key();
    }
    return model.layers() == depth
        ? Integer.toString(head.layer())
        : head.layer() + " (" + Math.ceilDiv(head.layer() * depth, model.layers()) + ")";
  }

  private static List<Answer> words(
      LayerAnswers.Row row, boolean base, List<Optional<String>> labels) {
    var found = new ArrayList<Answer>();
    for (int w = 0; w < row.answers().size(); w++) {
      var effect = row.effects().get(w);
      boolean known = labels.get(w).isPresent();
      boolean right = row.answers().get(w).map(Distribution::label).equals(labels.get(w));
      found.add(
          row.answers()
              .get(w)
              .map(
                  d ->
                      new Answer(
                          brief(d),
                          d.probability(d.label()),
                          base ? judged(known, right) : mark(effect)))
              .orElse(new Answer("", 0, Mark.BLANK)));
    }
    return found;
  }

  /** Of a label of another set also that: "O (B-MISC)". */
  private static String brief(Distribution d) {
    return d.own().equals(d.label()) ? d.label() : d.label() + " (" + d.own() + ")";
  }

  private static Mark judged(boolean known, boolean right) {
    return !known ? Mark.PLAIN : right ? Mark.RIGHT : Mark.WRONG;
  }

  private static Mark mark(AnswerEffect effect) {
    return switch (effect) {
      case NONE -> Mark.BLANK;
      case SAME -> Mark.SAME;
      case FIXED -> Mark.FIXED;
      case BROKEN -> Mark.BROKEN;
      case CHANGED -> Mark.CHANGED;
    };
  }

  /** The probability of every label; the one that is answered has a mark. */
  private static List<Answer> shares(ModelSummary model, LayerAnswers.Row row, boolean base) {
    var distribution = row.answers().getFirst().orElseThrow();
    var effect = row.effects().getFirst();
    var judged = judged(row.labelled() > 0, row.right() > 0);
    var answered = base || effect == AnswerEffect.SAME ? judged : mark(effect);
    return model.task().labels().stream()
        .map(
            label ->
                new Answer(
                    label,
                    distribution.probability(label),
                    label.equals(distribution.label()) ? answered : Mark.BLANK))
        .toList();
  }

  private String caption() {
    var who =
        IntStream.range(0, models.size())
            .mapToObj(i -> models.get(i).name() + " (" + analyses.get(i).variant().key() + ")")
            .collect(Collectors.joining(", "));
    var protocols =
        models.stream()
            .map(m -> FigureTexts.regime(m.protocol()))
            .distinct()
            .collect(Collectors.joining(", "));
    var cut =
        analyses.stream()
            .map(a -> a.tokens().cut())
            .filter(Tokens.Cut::happened)
            .min((a, b) -> a.keptPieces() - b.keptPieces())
            .map(c -> Messages.get("gates.cut", c.keptPieces(), c.allPieces()))
            .orElse("");
    var deeper =
        models.stream().anyMatch(m -> m.layers() != depth) ? Messages.get("map.depth") : "";
    var gates = gated() ? reading.caption(models) : "";
    var dots = tagsWords() ? Messages.get("map.dots") : "";
    return Messages.get("map.caption", who, protocols) + dots + gates + deeper + cut;
  }

  private static Map<Mark, String> marks() {
    var words = new EnumMap<Mark, String>(Mark.class);
    for (var mark : Mark.values()) {
      if (mark != Mark.BLANK && mark != Mark.PLAIN) {
        words.put(mark, Messages.get("map.mark." + mark.name().toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return words;
  }
}
