package lamina.claims;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.analyse.GateNorms;
import lamina.evaluate.ScoreTable;
import lamina.files.Document;
import lamina.fusion.Variants;
import lamina.model.Description;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.similarity.SimilarityReport;

/**
 * A model with what is stored beside it.
 *
 * @param summary what it is
 * @param seed of its training; 0 where that isn't known
 * @param base name of the encoder's folder that it was trained from; empty for students
 * @param teacher name of the model that it was distilled from; empty for teachers
 * @param development English development scores by head, 0 to 1; empty where none are stored
 * @param scores none where they are missing or of other weights
 * @param gates as scores
 * @param similarity as scores
 */
record StoredModel(
    ModelSummary summary,
    long seed,
    String base,
    String teacher,
    Map<HeadKey, Double> development,
    ScoreTable scores,
    Optional<GateNorms> gates,
    Optional<SimilarityReport> similarity) {
  /**
   * Reads them.
   *
   * @throws lamina.problem.Problem naming a file that is broken
   */
  static StoredModel read(ModelSummary summary) {
    var directory = summary.directory();
    var training = Document.json(directory.resolve(Description.FILE)).find("training");
    var development = new TreeMap<HeadKey, Double>();
    training
        .flatMap(t -> t.find("englishDevelopment"))
        .ifPresent(
            d ->
                d.members()
                    .forEach((key, score) -> development.put(HeadKey.of(key), score.number(0, 1))));
    return new StoredModel(
        summary,
        training
            .flatMap(t -> t.find("seed"))
            .map(s -> s.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .orElse(0L),
        name(training, "base"),
        name(training, "teacher"),
        development,
        ScoreTable.read(directory),
        GateNorms.read(directory),
        SimilarityReport.read(directory));
  }

  private static String name(Optional<Document> training, String key) {
    return training
        .flatMap(t -> t.find(key))
        .map(Document::text)
        .filter(t -> !t.isEmpty())
        .map(t -> Path.of(t).getFileName().toString())
        .orElse("");
  }

  boolean teaches() {
    return summary.role() == ModelSummary.Role.TEACHER;
  }

  /** Heads of the paper's fusion at a layer, by layer. */
  List<HeadKey> paper() {
    return summary.heads().stream()
        .filter(h -> h.variant().equals(Variants.KNOWN.gated()) && h.layer() < summary.layers())
        .toList();
  }

  /** The paper's head with the best English development score; of equals the lowest layer. */
  Optional<HeadKey> chosen() {
    return paper().stream()
        .filter(development::containsKey)
        .max(
            Comparator.<HeadKey>comparingDouble(development::get)
                .thenComparing(Comparator.comparingInt(HeadKey::layer).reversed()));
  }
}
