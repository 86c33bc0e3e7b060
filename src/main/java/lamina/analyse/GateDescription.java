package lamina.analyse;

import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.encoder.ForwardMode;
import lamina.encoder.HiddenStates;
import lamina.model.HeadKey;
import lamina.model.Predictor;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Tokenizer;
import lamina.text.Tokens;

/**
 * Describes the gates of a model on reference texts: by language, gold label and kind of piece. A
 * text is encoded once for all heads; of one that is longer than the model reads its first window
 * is read.
 */
public final class GateDescription {
  /** What groups of pieces can be told apart by, beside the head. */
  public enum By {
    LANGUAGE,
    LABEL,
    PIECE
  }

  private final TaskModel model;
  private final Map<HeadKey, Map<GateSpread.Group, GateSums>> sums = new LinkedHashMap<>();
  private int texts;

  /**
   * Begins.
   *
   * @param heads of the model, each with a gate
   */
  public GateDescription(TaskModel model, Collection<HeadKey> heads) {
    this.model = model;
    heads.forEach(head -> sums.put(head, new LinkedHashMap<>()));
  }

  /** A text as it is read. */
  private record Row(Tokens tokens, Example example) {}

  /**
   * Reads the reference texts of a language.
   *
   * @param progress told the number of texts done, between batches; may throw to stop
   * @throws Problem where none of them holds anything that the model reads
   */
  public void read(GateTexts part, IntConsumer progress) {
    var rows = new ArrayList<Row>();
    for (var example : part.reference()) {
      var windows = model.tokenizer().read(Tokenizer.input(example)).windows();
      if (!windows.isEmpty()) {
        rows.add(new Row(windows.getFirst().tokens(), example));
      }
    }
    if (rows.isEmpty()) {
      throw new Problem(
          part.set().name()
              + ": none of the "
              + part.reference().size()
              + " texts that were drawn holds anything that the model reads. Give other texts.");
    }
    int done = 0;
    for (var one : Predictor.BATCHING.of(rows.stream().map(Row::tokens).toList())) {
      progress.accept(done);
      batch(part.language(), one.indices().stream().map(rows::get).toList(), one.length());
      done += one.indices().size();
    }
    progress.accept(done);
    texts += rows.size();
  }

  private void batch(String language, List<Row> batch, int length) {
    Torch.withoutGradients(
        () -> {
          try (var manager = model.newBatchManager()) {
            var states = model.encode(manager, batch.stream().map(Row::tokens).toList(), length);
            sums.forEach(
                (head, own) -> {
                  float[] gates = gates(head, states); // (B, T, E)
                  int e = gates.length / (batch.size() * length);
                  for (int b = 0; b < batch.size(); b++) {
                    var row = batch.get(b);
                    for (int t = 0; t < row.tokens.length(); t++) {
                      var group =
                          new GateSpread.Group(
                              head, language, label(row, t), PieceKind.of(row.tokens, t).key());
                      own.computeIfAbsent(group, g -> new GateSums(e))
                          .add(gates, (b * length + t) * e);
                    }
                  }
                });
            return null;
          }
        });
  }

  private float[] gates(HeadKey head, HiddenStates states) {
    try (var scope = new NDScope()) { // frees what this head computes before the next one does
      scope.suppressNotUsedWarning();
      var gate = model.head(head).apply(states, ForwardMode.INFERENCE).gate();
      return gate.orElseThrow().toFloatArray();
    }
  }

  private static String label(Row row, int piece) {
    return switch (row.example) {
      case SentencePair pair -> pair.label();
      case TaggedSentence sentence -> {
        int word = row.tokens.wordOf()[piece];
        yield word < 0 ? "" : sentence.tags().get(word);
      }
    };
  }

  /** How many texts were read. */
  public int texts() {
    return texts;
  }

  /** Mean gates by head and language, over all pieces. */
  public GateMeans means() {
    var byHead = new LinkedHashMap<HeadKey, Map<String, double[]>>();
    pooled(Set.of(By.LANGUAGE))
        .forEach(
            (group, own) ->
                byHead
                    .computeIfAbsent(group.head(), h -> new TreeMap<>())
                    .put(group.language(), own.means()));
    return new GateMeans(byHead);
  }

  /**
   * Mean and spread by head and by what else is told apart.
   *
   * @param by none for one group a head
   * @return in the order of heads, languages as they were read, labels and pieces as they came
   */
  public List<GateSpread> spreads(Set<By> by) {
    var found = new ArrayList<GateSpread>();
    pooled(by).forEach((group, own) -> found.add(own.spread(group)));
    return found;
  }

  private Map<GateSpread.Group, GateSums> pooled(Set<By> by) {
    var pooled = new LinkedHashMap<GateSpread.Group, GateSums>();
    sums.forEach(
        (head, groups) ->
            groups.forEach(
                (group, own) -> {
                  var wider =
                      new GateSpread.Group(
                          head,
                          by.contains(By.LANGUAGE) ? group.language() : "",
                          by.contains(By.LABEL) ? group.label() : "",
                          by.contains(By.PIECE) ? group.piece() : "");
                  pooled.computeIfAbsent(wider, g -> own.empty()).add(own);
                }));
    return pooled;
  }
}
