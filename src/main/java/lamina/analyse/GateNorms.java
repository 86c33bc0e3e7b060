package lamina.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lamina.files.AtomicFile;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;

/**
 * What the gates of a model are as a rule, over texts of its test data: with it a gate can be told
 * to be unusual for its layer. Kept in gates.json beside the model's scores.
 *
 * @param texts how many were read
 * @param languages of the texts, by code
 * @param norms one a head with gates and kind of piece
 */
public record GateNorms(int texts, List<String> languages, List<Norm> norms) {
  /** Name of the file. */
  public static final String FILE = "gates.json";

  /**
   * Gates of one head at pieces of one kind; each is a mean over the channels.
   *
   * @param n pieces
   * @param mean from 0 to 1
   * @param sd standard deviation over pieces
   */
  public record Norm(HeadKey head, PieceKind kind, long n, double mean, double sd) {}

  /** Copies the lists. */
  public GateNorms {
    languages = List.copyOf(languages);
    norms = List.copyOf(norms);
  }

  /** The gate that a head has as a rule at pieces of a kind; nothing where none was seen. */
  public Optional<Norm> find(HeadKey head, PieceKind kind) {
    return norms.stream().filter(n -> n.head.equals(head) && n.kind == kind).findFirst();
  }

  /**
   * Reads a model's norms; nothing where the file is missing or belongs to other weights than lie
   * beside it now.
   *
   * @throws lamina.problem.Problem where the file is broken
   */
  public static Optional<GateNorms> read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    var root = Document.json(file);
    var contents = ModelContents.of(root.get("files"));
    var norms = new ArrayList<Norm>();
    for (var row : root.get("gates").items()) {
      norms.add(
          new Norm(
              row.get("head").read(HeadKey::of),
              row.get("piece").read(PieceKind::of),
              row.get("n").whole(1L, Long.MAX_VALUE),
              row.get("mean").number(0, 1),
              row.get("sd").number(0, 1)));
    }
    var found =
        new GateNorms(
            root.get("texts").whole(0, Integer.MAX_VALUE),
            root.get("languages").items().stream().map(Document::text).toList(),
            norms);
    return Optional.of(found).filter(f -> ModelFiles.holds(directory, contents));
  }

  /**
   * Writes gates.json, whole or not at all.
   *
   * @param read every byte of the model whose gates they are
   */
  public void write(Path directory, ModelContents read) {
    var mapper = new ObjectMapper();
    var root = mapper.createObjectNode();
    root.set("files", mapper.valueToTree(read.files()));
    root.put("texts", texts);
    languages.forEach(root.putArray("languages")::add);
    var rows = root.putArray("gates");
    for (var norm : norms) {
      rows.addObject()
          .put("head", norm.head.key())
          .put("piece", norm.kind.key())
          .put("n", norm.n)
          .put("mean", JsonText.rounded(norm.mean))
          .put("sd", JsonText.rounded(norm.sd));
    }
    AtomicFile.write(
        directory.resolve(FILE),
        JsonText.line(root).replace("{\"head\"", "\n{\"head\"").replace("{\"name\"", "\n{\"name\"")
            + "\n");
  }
}
