package lamina.similarity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.evaluate.Interval;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.files.RunLock;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;
import lamina.problem.Problem;

/**
 * What the representations of one model say of languages, kept in similarity.json beside its
 * weights.
 *
 * @param text what was read
 * @param rows one a representation: layers 0 to L, then fused ones
 */
public record SimilarityReport(Text text, List<Row> rows) {
  /** Name of the file. */
  public static final String FILE = "similarity.json";

  /**
   * What was read.
   *
   * @param languages codes, in the order of all matrices
   * @param sentences of each language, N
   * @param alone sentences left out because another language lacks them
   * @param cut sentences of which only the beginning was read
   * @param hashes SHA-256 of each language's file, in their order
   * @param probe what probes learned from; empty without one
   */
  public record Text(
      List<String> languages,
      int sentences,
      int alone,
      int cut,
      List<String> hashes,
      Optional<Learned> probe) {
    /** Copies the lists. */
    public Text {
      languages = List.copyOf(languages);
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * English text that probes learned from.
   *
   * @param file its name with its folder
   * @param sha256 of the file
   * @param sentences that the probe for parts of speech learned from
   * @param words of them
   * @param trees sentences that the probe for trees learned from; 0 without one
   * @param exposure what fine-tuning did with the file
   */
  public record Learned(
      String file, String sha256, int sentences, int words, int trees, Exposure exposure) {
    /** In words: how much of which file, and what the model had of it. */
    public String said() {
      return "probes learned from "
          + words
          + " words in "
          + sentences
          + " sentences"
          + (trees > 0 ? " and trees of " + trees : "")
          + " of "
          + file
          + ". "
          + exposure.text();
    }
  }

  /**
   * A number with its 95 % interval.
   *
   * @param n what the interval is over, of which the text of its measure says what it is
   */
  public record Measured(double value, Interval interval, int n) {}

  /**
   * A probe that learned from English.
   *
   * @param accuracy by language, in the order of the languages, over words or edges; resampled by
   *     sentence
   * @param seen accuracy on those words of English whose form the probe saw when it learned
   * @param control accuracy of the control task on the same words
   * @param selectivity {@code seen} minus {@code control}; n is sentences
   */
  public record Probed(
      List<Measured> accuracy, Measured seen, Measured control, Measured selectivity) {
    /** Copies the list. */
    public Probed {
      accuracy = List.copyOf(accuracy);
    }
  }

  /**
   * One representation. Matrices are (languages, languages); the diagonal is NaN where a language
   * isn't compared with itself.
   *
   * @param cka debiased linear CKA, see {@link LinearCka}
   * @param ckaLow lower ends of its intervals
   * @param ckaHigh upper ends
   * @param found sentences of the row's language whose translation in the column's was the nearest
   * @param csls the same by CSLS
   * @param meanCka over all pairs; jackknife over groups of sentences
   * @param meanFound share found, over all pairs and directions; bootstrap over sentences
   * @param meanCsls the same by CSLS
   * @param identity share of languages that a probe tells; bootstrap over test sentences
   * @param centredIdentity the same after the languages' means were taken away
   * @param anisotropy mean cosine of two different tokens of a language, mean of languages
   * @param withLast mean cosine with the last layer at the same token, mean of languages
   * @param words the probe for parts of speech, see {@link WordProbe}; empty without one
   * @param trees edges of dependency trees found, see {@link TreeAnswers}; empty without trees
   */
  public record Row(
      Representation at,
      double[][] cka,
      double[][] ckaLow,
      double[][] ckaHigh,
      int[][] found,
      int[][] csls,
      Measured meanCka,
      Measured meanFound,
      Measured meanCsls,
      Measured identity,
      Measured centredIdentity,
      double anisotropy,
      double withLast,
      Optional<Probed> words,
      Optional<Probed> trees) {}

  /** Copies the list. */
  public SimilarityReport {
    rows = List.copyOf(rows);
  }

  /** The row of a layer. */
  public Row layer(int number) {
    return rows.stream()
        .filter(r -> r.at.equals(new Representation.Layer(number)))
        .findFirst()
        .orElseThrow();
  }

  /** Number of layers L. */
  public int layers() {
    return (int) rows.stream().filter(r -> r.at instanceof Representation.Layer).count() - 1;
  }

  /** Whether it has rows or probes that another report lacks, or is of more sentences. */
  public boolean beyond(SimilarityReport other) {
    return text.sentences > other.text.sentences
        || rows.size() > other.rows.size()
        || rows.getFirst().words.isPresent() && other.rows.getFirst().words.isEmpty()
        || rows.getFirst().trees.isPresent() && other.rows.getFirst().trees.isEmpty();
  }

  /**
   * Reads a model's report; nothing where the file is missing or belongs to other weights than lie
   * beside it now.
   *
   * @throws Problem where the file is broken
   */
  public static Optional<SimilarityReport> read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    var root = Document.json(file);
    if (!ModelFiles.holds(directory, ModelContents.of(root.get("files")))) {
      return Optional.empty();
    }
    var languages = root.get("languages").items().stream().map(Document::text).toList();
    var text =
        new Text(
            languages,
            root.get("sentences").whole(1, Integer.MAX_VALUE),
            root.get("alone").whole(0, Integer.MAX_VALUE),
            root.get("cut").whole(0, Integer.MAX_VALUE),
            root.get("hashes").items().stream().map(Document::text).toList(),
            root.find("probe").map(SimilarityReport::learned));
    var rows = new ArrayList<Row>();
    for (var row : root.get("rows").items()) {
      rows.add(row(row, languages.size(), text.sentences));
    }
    int layers = (int) rows.stream().filter(r -> r.at instanceof Representation.Layer).count();
    for (int l = 0; l < Math.max(1, layers); l++) {
      if (rows.size() <= l || !rows.get(l).at.equals(new Representation.Layer(l))) {
        throw root.get("rows")
            .wrong("a row of each layer was expected, 0 for the embeddings first");
      }
    }
    boolean words = rows.getFirst().words.isPresent();
    boolean trees = rows.getFirst().trees.isPresent();
    if (rows.stream().anyMatch(r -> r.words.isPresent() != words || r.trees.isPresent() != trees)
        || languages.size() < 2
        || text.hashes.size() != languages.size()) {
      throw root.get("rows")
          .wrong("the same probes in every row, and a hash a language, were expected");
    }
    return Optional.of(new SimilarityReport(text, rows));
  }

  private static Row row(Document row, int languages, int sentences) {
    return new Row(
        row.get("at").read(Representation::of),
        matrix(row.get("cka"), languages),
        matrix(row.get("ckaLow"), languages),
        matrix(row.get("ckaHigh"), languages),
        counts(row.get("found"), languages, sentences),
        counts(row.get("csls"), languages, sentences),
        measured(row.get("meanCka")),
        measured(row.get("meanFound")),
        measured(row.get("meanCsls")),
        measured(row.get("identity")),
        measured(row.get("centredIdentity")),
        row.get("anisotropy").number(-1.001, 1.001),
        row.get("withLast").number(-1.001, 1.001),
        row.find("words").map(w -> probed(w, languages)),
        row.find("trees").map(t -> probed(t, languages)));
  }

  private static Probed probed(Document node, int languages) {
    var accuracy = node.get("accuracy").items();
    if (accuracy.size() != languages) {
      throw node.get("accuracy").wrong(languages + " numbers were expected, one a language");
    }
    return new Probed(
        accuracy.stream().map(SimilarityReport::measured).toList(),
        measured(node.get("seen")),
        measured(node.get("control")),
        measured(node.get("selectivity")));
  }

  private static Learned learned(Document node) {
    return new Learned(
        node.get("file").text(),
        node.get("sha256").text(),
        node.get("sentences").whole(0, Integer.MAX_VALUE),
        node.get("words").whole(0, Integer.MAX_VALUE),
        node.get("trees").whole(0, Integer.MAX_VALUE),
        node.get("exposure").read(Exposure::named));
  }

  private static double[][] matrix(Document node, int size) {
    var rows = node.items();
    var matrix = new double[size][size];
    square(node, rows.size(), size);
    for (int i = 0; i < size; i++) {
      var cells = rows.get(i).items();
      square(node, cells.size(), size);
      for (int j = 0; j < size; j++) {
        matrix[i][j] = i == j ? Double.NaN : cells.get(j).number(-10, 10);
      }
    }
    return matrix;
  }

  private static int[][] counts(Document node, int size, int most) {
    var rows = node.items();
    var matrix = new int[size][size];
    square(node, rows.size(), size);
    for (int i = 0; i < size; i++) {
      var cells = rows.get(i).items();
      square(node, cells.size(), size);
      for (int j = 0; j < size; j++) {
        matrix[i][j] = cells.get(j).whole(0, most);
      }
    }
    return matrix;
  }

  private static void square(Document node, int got, int size) {
    if (got != size) {
      throw node.wrong(size + " rows of " + size + " numbers were expected, one a language");
    }
  }

  private static Measured measured(Document node) {
    return new Measured(
        node.get("value").number(-10, 10),
        new Interval(node.get("low").number(-10, 10), node.get("high").number(-10, 10)),
        node.get("n").whole(0, Integer.MAX_VALUE));
  }

  /**
   * Keeps it beside the model, unless that is another by now or has a report that says more.
   *
   * @param read every byte of the model when it was read
   * @return the file
   * @throws Problem saying why it isn't kept
   */
  public Path keep(Path directory, ModelContents read) {
    var file = directory.resolve(FILE);
    try (var _ = RunLock.take(directory)) {
      if (!ModelContents.of(directory).key().equals(read.key())) {
        throw new Problem(
            directory + " changed while it was read, so that nothing is kept; measure it again.");
      }
      if (readOrNothing(directory).filter(r -> r.beyond(this)).isPresent()) {
        throw new Problem(
            file
                + " says more than this (more sentences, fused states or probes) and stays. Remove"
                + " the file first to have this one.");
      }
      write(directory, read);
    }
    return file;
  }

  private static Optional<SimilarityReport> readOrNothing(Path directory) {
    try {
      return read(directory);
    } catch (Problem e) {
      return Optional.empty(); // a broken file is replaced
    }
  }

  /**
   * Writes similarity.json, whole or not at all.
   *
   * @param read every byte of the model that it is of
   */
  public void write(Path directory, ModelContents read) {
    AtomicFile.write(directory.resolve(FILE), json(read) + "\n");
  }

  /** As it is written, a representation a line. */
  public String json(ModelContents read) {
    var mapper = new ObjectMapper();
    var root = mapper.createObjectNode();
    root.set("files", mapper.valueToTree(read.files()));
    text.languages.forEach(root.putArray("languages")::add);
    root.put("sentences", text.sentences).put("alone", text.alone).put("cut", text.cut);
    text.hashes.forEach(root.putArray("hashes")::add);
    text.probe.ifPresent(
        p ->
            root.putObject("probe")
                .put("file", p.file)
                .put("sha256", p.sha256)
                .put("sentences", p.sentences)
                .put("words", p.words)
                .put("trees", p.trees)
                .put("exposure", p.exposure.name()));
    var list = root.putArray("rows");
    for (var row : rows) {
      var node = list.addObject().put("at", row.at.key());
      matrix(node.putArray("cka"), row.cka);
      matrix(node.putArray("ckaLow"), row.ckaLow);
      matrix(node.putArray("ckaHigh"), row.ckaHigh);
      counts(node.putArray("found"), row.found);
      counts(node.putArray("csls"), row.csls);
      measured(node.putObject("meanCka"), row.meanCka);
      measured(node.putObject("meanFound"), row.meanFound);
      measured(node.putObject("meanCsls"), row.meanCsls);
      measured(node.putObject("identity"), row.identity);
      measured(node.putObject("centredIdentity"), row.centredIdentity);
      node.put("anisotropy", JsonText.rounded(row.anisotropy));
      node.put("withLast", JsonText.rounded(row.withLast));
      row.words.ifPresent(w -> probed(node.putObject("words"), w));
      row.trees.ifPresent(t -> probed(node.putObject("trees"), t));
    }
    return JsonText.line(root).replace("{\"at\"", "\n{\"at\"").replace("{\"name\"", "\n{\"name\"");
  }

  private static void probed(ObjectNode node, Probed probed) {
    var accuracy = node.putArray("accuracy");
    probed.accuracy.forEach(a -> measured(accuracy.addObject(), a));
    measured(node.putObject("seen"), probed.seen);
    measured(node.putObject("control"), probed.control);
    measured(node.putObject("selectivity"), probed.selectivity);
  }

  private static void matrix(ArrayNode node, double[][] matrix) {
    for (double[] row : matrix) {
      var cells = node.addArray();
      for (double value : row) {
        cells.add(Double.isNaN(value) ? 0 : Math.round(value * 1e4) / 1e4);
      }
    }
  }

  private static void counts(ArrayNode node, int[][] matrix) {
    for (int[] row : matrix) {
      var cells = node.addArray();
      for (int value : row) {
        cells.add(value);
      }
    }
  }

  private static void measured(ObjectNode node, Measured m) {
    node.put("value", JsonText.rounded(m.value))
        .put("low", JsonText.rounded(m.interval.low()))
        .put("high", JsonText.rounded(m.interval.high()))
        .put("n", m.n);
  }
}
