package lamina.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scores of one model, by language and head, kept in scores.json beside its weights.
 *
 * @param scores in any order
 */
public record ScoreTable(List<Score> scores) {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreTable.class);

  /** Name of the file. */
  public static final String FILE = "scores.json";

  /** Name of the file that it took the place of. */
  public static final String OLD = "scores-before.json";

  /** "Language" of averages over all languages but English. */
  public static final String MEAN = "mean";

  /**
   * Copies the list.
   *
   * @throws Problem where scores of several metrics are among them
   */
  public ScoreTable {
    scores = List.copyOf(scores);
    var metrics = scores.stream().map(Score::metric).distinct().toList();
    if (metrics.size() > 1) {
      throw new Problem(
          "scores of several metrics ("
              + metrics.stream().map(Metric::label).collect(Collectors.joining(", "))
              + ") can't stand in one table; score all languages by one of them.");
    }
  }

  /**
   * Scores of heads on several languages, each with its gain over the last layer alone where that
   * is among the scored heads, and the mean over all languages but English where there are several.
   */
  public static ScoreTable of(Task task, List<ScoredSet> sets, Collection<HeadKey> heads) {
    var scores = new ArrayList<Score>();
    for (var set : sets) {
      for (var head : heads) {
        scores.add(Scorer.score(task, set, head, baseline(set, head)));
      }
    }
    var others = sets.stream().filter(s -> !s.english() && s.defined()).toList();
    if (others.size() > 1) {
      var first = others.getFirst();
      heads.forEach(head -> scores.add(Scorer.mean(task, others, head, baseline(first, head))));
    }
    return new ScoreTable(scores);
  }

  private static @Nullable HeadKey baseline(ScoredSet set, HeadKey head) {
    return head.equals(HeadKey.LAST) || !set.items().containsKey(HeadKey.LAST)
        ? null
        : HeadKey.LAST;
  }

  /**
   * These scores with newer ones of the same model put in. A language keeps its scores unless newer
   * ones of the same head take their place; where the newer ones are over other examples, all of
   * its older ones go. A mean over languages stays where it is the mean of just the languages that
   * are here.
   *
   * @throws Problem where the two are of different metrics
   */
  public ScoreTable with(ScoreTable newer) {
    var merged =
        new ArrayList<>(
            scores.stream().filter(s -> !s.language().equals(MEAN) && newer.leaves(s)).toList());
    newer.scores.stream().filter(s -> !s.language().equals(MEAN)).forEach(merged::add);
    var languages = new ScoreTable(merged);
    Stream.concat(newer.scores.stream(), scores.stream())
        .filter(s -> s.language().equals(MEAN))
        .map(Score::head)
        .distinct()
        .forEach(head -> merged.addAll(languages.mean(head, newer, this)));
    return new ScoreTable(merged);
  }

  /** The mean of a head, of the first table whose languages' scores are all these. */
  private List<Score> mean(HeadKey head, ScoreTable... tables) {
    return Stream.of(tables)
        .filter(t -> t.of(head).equals(of(head)))
        .flatMap(t -> t.find(MEAN, head).stream())
        .limit(1)
        .toList();
  }

  /** Whether an older score stays beside these. */
  private boolean leaves(Score older) {
    return scores.stream()
        .filter(s -> s.language().equals(older.language()))
        .allMatch(s -> !s.head().equals(older.head()) && s.sameData(older));
  }

  /** All scores of a head, by language. */
  private Map<String, Score> of(HeadKey head) {
    return scores.stream()
        .filter(s -> s.head().equals(head) && !s.language().equals(MEAN))
        .collect(Collectors.toMap(Score::language, s -> s));
  }

  /** Languages whose scores of these aren't in a newer table, nor others in their place. */
  public Map<String, Long> lost(ScoreTable merged) {
    return scores.stream()
        .filter(s -> !s.language().equals(MEAN))
        .filter(s -> merged.find(s.language(), s.head()).isEmpty())
        .collect(Collectors.groupingBy(Score::language, TreeMap::new, Collectors.counting()));
  }

  /** What the scores are; empty where there are none. */
  public Optional<Metric> metric() {
    return scores.stream().map(Score::metric).findFirst();
  }

  /** The score of a head on a language, if it was measured. */
  public Optional<Score> find(String language, HeadKey head) {
    return scores.stream()
        .filter(s -> s.language().equals(language) && s.head().equals(head))
        .findFirst();
  }

  /** Languages that have scores, averages left out. */
  public List<String> languages() {
    var codes = new TreeSet<String>();
    scores.forEach(s -> codes.add(s.language()));
    codes.remove(MEAN);
    return List.copyOf(codes);
  }

  /**
   * Reads a model's scores; none where the file is missing or belongs to other weights than lie
   * beside it now.
   *
   * @throws Problem where the file is broken
   */
  public static ScoreTable read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return new ScoreTable(List.of());
    }
    var root = Document.json(file);
    if (!ofModel(root, directory)) {
      LOG.warn("{}: belongs to other weights; run lamina evaluate --save again", file);
      return new ScoreTable(List.of());
    }
    return new ScoreTable(root.get("results").items().stream().map(ScoreTable::score).toList());
  }

  private static Score score(Document row) {
    var task = row.get("task").read(Task::of);
    return new Score(
        task,
        row.find("metric")
            .map(m -> m.read(label -> Metric.stored(task, label)))
            .orElseGet(() -> Metric.stored(task, "")),
        row.get("language").text(),
        row.get("head").read(HeadKey::of),
        row.get("n").whole(0, Integer.MAX_VALUE),
        row.get("score").number(0, 1),
        new Interval(row.get("low").number(0, 1), row.get("high").number(0, 1)),
        row.find("gain").map(g -> gain(row, g)),
        row.find("piecesPerWord").map(Document::number).orElse(0.0),
        new Coverage(
            count(row, "windowed"), count(row, "cut"), count(row, "unanswerable"), List.of()),
        row.find("data").map(Document::text).orElse(""));
  }

  private static int count(Document row, String name) {
    return row.find(name).map(c -> c.whole(0, Integer.MAX_VALUE)).orElse(0);
  }

  /** Older versions didn't write down which weights they had scored. */
  private static boolean ofModel(Document root, Path directory) {
    return root.find("files")
        .map(files -> ModelFiles.holds(directory, ModelContents.of(files)))
        .orElse(true);
  }

  private static Intervals.Difference gain(Document row, Document gain) {
    return new Intervals.Difference(
        gain.number(-1, 1),
        new Interval(row.get("gainLow").number(-1, 1), row.get("gainHigh").number(-1, 1)),
        row.get("gainP").number(0, 1));
  }

  /**
   * Writes scores.json, whole or not at all.
   *
   * @param scored every byte of the model that was scored
   */
  public void write(Path directory, ModelContents scored) {
    var root = new ObjectMapper().createObjectNode();
    if (scored.known()) {
      root.set("files", new ObjectMapper().valueToTree(scored.files()));
    }
    var rows = root.putArray("results");
    scores.stream().filter(s -> Double.isFinite(s.value())).forEach(s -> rows.add(json(s)));
    // One row a line: readable, and a change of one score is a change of one line.
    AtomicFile.write(
        directory.resolve(FILE),
        JsonText.line(root)
                .replace("{\"task\"", "\n{\"task\"")
                .replace("{\"name\"", "\n{\"name\"")
                .replace("\"results\"", "\n\"results\"")
            + "\n");
  }

  /** A score as the command line prints it. */
  public static ObjectNode json(Score s) {
    var row = new ObjectMapper().createObjectNode();
    row.put("task", s.task().key());
    row.put("language", s.language());
    row.put("head", s.head().key());
    row.put("variant", s.head().variant().key());
    if (s.head().variant().usesLayer()) {
      row.put("layer", s.head().layer());
    } else {
      row.put("layer", s.head().variant().key());
    }
    row.put("n", s.n());
    row.put("score", JsonText.rounded(s.value()));
    row.put("low", JsonText.rounded(s.interval().low()));
    row.put("high", JsonText.rounded(s.interval().high()));
    row.put("metric", s.metric().label());
    s.metric().scheme().ifPresent(scheme -> row.put("scheme", scheme));
    s.gain()
        .filter(g -> Double.isFinite(g.value()))
        .ifPresent(
            g -> {
              row.put("gain", JsonText.rounded(g.value()));
              row.put("gainLow", JsonText.rounded(g.interval().low()));
              row.put("gainHigh", JsonText.rounded(g.interval().high()));
              row.put("gainP", JsonText.rounded(g.p()));
            });
    row.put("piecesPerWord", JsonText.rounded(s.piecesPerWord()));
    row.put("windowed", s.coverage().windowed());
    row.put("cut", s.coverage().cut());
    row.put("unanswerable", s.coverage().unanswerable());
    if (!s.data().isEmpty()) {
      row.put("data", s.data());
    }
    return row;
  }
}
