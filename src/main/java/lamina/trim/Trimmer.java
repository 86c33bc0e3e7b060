package lamina.trim;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lamina.data.format.LabelMap;
import lamina.encoder.Checkpoint;
import lamina.files.AtomicFile;
import lamina.files.AtomicFolder;
import lamina.files.Destination;
import lamina.files.Document;
import lamina.files.JsonText;
import lamina.files.RegularFile;
import lamina.model.Description;
import lamina.model.ModelFiles;
import lamina.problem.Problem;
import lamina.tensor.RawTensor;
import lamina.tensor.TensorWriter;
import lamina.text.PieceCount;
import lamina.text.Tokenizer;
import lamina.text.file.VocabularyFiles;

/**
 * Trims the vocabulary of a checkpoint or model (Abdaoui et al., "Load What You Need", 2020): rows
 * of the word embeddings go whose pieces the text doesn't have; all other numbers are copied bit by
 * bit.
 */
public final class Trimmer {
  private static final String CONFIG = "config.json";
  private static final List<String> SMALL_FILES = List.of(CONFIG, Description.FILE, LabelMap.FILE);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path model;
  private final Checkpoint checkpoint;
  private final VocabularyFiles vocabulary;
  private final int least;

  private Trimmer(Path model, int least) {
    this.model = model;
    this.checkpoint = ModelFiles.checkpoint(model);
    this.vocabulary = VocabularyFiles.read(model);
    this.least = least;
    int rows = checkpoint.config().vocabulary();
    if (vocabulary.size() > rows) {
      throw new Problem(
          model
              + ": the vocabulary has ids up to "
              + (vocabulary.size() - 1)
              + ", but config.json's vocab_size is "
              + rows
              + "; the tokenizer of another checkpoint lies here.");
    }
  }

  /**
   * Trims a model into a directory, which is there whole or not at all.
   *
   * @param model a Hugging Face directory, or one that was trained here
   * @param texts whose pieces stay
   * @param least occurrences that keep a piece, 1 or more
   * @param out doesn't exist yet, or is empty
   * @throws Problem naming what is wrong with the model, or a file that can't be written
   */
  public static TrimReport run(Path model, List<CountedText> texts, int least, Path out) {
    Destination.emptyFolder(out);
    return new Trimmer(model, least).run(texts, out);
  }

  private TrimReport run(List<CountedText> texts, Path out) {
    var always = vocabulary.indispensable(texts.stream().map(CountedText::language).toList());
    // positions are counted from behind the padding's id, so that it has to stay what it is
    checkpoint.config().family().padding().ifPresent(pad -> always.set(0, pad + 1));
    try (var tokenizer =
        Tokenizer.open(model, Integer.MAX_VALUE, checkpoint.config().vocabulary())) {
      var use = PieceUse.of(tokenizer, vocabulary.size(), texts);
      var kept = use.atLeast(least);
      kept.or(always);
      kept.or(vocabulary.closed(kept));
      write(kept, texts, out);
      return new TrimReport(
          size(model), size(out), use.changed(kept, always, least), counted(texts, tokenizer, out));
    }
  }

  private static List<TrimReport.Counted> counted(
      List<CountedText> texts, Tokenizer whole, Path out) {
    try (var trimmed = Tokenizer.open(out, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
      return texts.stream()
          .map(
              t -> {
                var inputs = List.copyOf(t.sentences());
                return new TrimReport.Counted(
                    t.language().code(),
                    PieceCount.of(whole, inputs),
                    PieceCount.of(trimmed, inputs));
              })
          .toList();
    }
  }

  private void write(BitSet kept, List<CountedText> texts, Path out) {
    AtomicFolder.write(
        out,
        name -> false,
        folder -> {
          TensorWriter.write(folder.resolve("model.safetensors"), weights(kept));
          vocabulary.write(kept, folder);
          writeJson(folder.resolve(CONFIG), config(kept));
          var labels = model.resolve(LabelMap.FILE);
          if (Files.isRegularFile(labels)) {
            AtomicFile.write(folder.resolve(LabelMap.FILE), RegularFile.bytes(labels, 1 << 20));
          }
          if (Files.isRegularFile(model.resolve(Description.FILE))) {
            writeJson(folder.resolve(Description.FILE), description(kept, texts));
            ModelFiles.record(folder);
          }
          var trimmed = Checkpoint.open(folder).config();
          Tokenizer.open(folder, trimmed.positions(), trimmed.vocabulary()).close();
        });
  }

  private Map<String, RawTensor> weights(BitSet kept) {
    var all = new LinkedHashMap<String, RawTensor>();
    int rows = checkpoint.config().vocabulary();
    var byPiece = new HashSet<String>();
    checkpoint.config().family().byPiece().stream()
        .map(checkpoint.stored()::get)
        .filter(Objects::nonNull)
        .forEach(name -> byPiece.addAll(checkpoint.parts(name)));
    checkpoint
        .raw()
        .forEach(
            (name, tensor) -> {
              boolean cut = byPiece.contains(name);
              if (cut && tensor.shape()[0] != rows) {
                throw new Problem(
                    model
                        + ": tensor \""
                        + name
                        + "\" has "
                        + tensor.shape()[0]
                        + " rows; vocab_size in config.json says "
                        + rows
                        + ".");
              }
              all.put(name, cut ? tensor.rows(kept) : tensor);
            });
    return all;
  }

  private ObjectNode config(BitSet kept) throws IOException {
    var config = (ObjectNode) Document.json(model.resolve(CONFIG)).tree();
    config.put("vocab_size", kept.cardinality());
    for (var entry : List.copyOf(config.properties())) {
      if (entry.getKey().endsWith("_token_id") && entry.getValue().asInt(-1) >= 0) {
        config.put(entry.getKey(), VocabularyFiles.renumbered(kept, entry.getValue().asInt()));
      }
    }
    return config;
  }

  /** The model's own description and what was kept; scores of the whole model aren't carried. */
  private ObjectNode description(BitSet kept, List<CountedText> texts) throws IOException {
    Description.read(model);
    var file = model.resolve(Description.FILE);
    var description = (ObjectNode) Document.json(file).tree();
    description.remove("files");
    if (!(description.path("training") instanceof ObjectNode)) {
      description.putObject("training");
    }
    var trim = ((ObjectNode) description.path("training")).putObject("trim");
    trim.put("pieces", kept.cardinality()).put("of", checkpoint.config().vocabulary());
    trim.put("minCount", least);
    var languages = trim.putArray("languages");
    var files = trim.putObject("files");
    for (var text : texts) {
      languages.add(text.language().code());
      text.files().forEach(files::put);
    }
    return description;
  }

  private static TrimReport.Size size(Path directory) {
    var checkpoint = Checkpoint.open(directory);
    var files = new ArrayList<>(checkpoint.files());
    SMALL_FILES.forEach(name -> files.add(directory.resolve(name)));
    files.addAll(Tokenizer.files(directory));
    long bytes = files.stream().mapToLong(f -> f.toFile().length()).sum();
    return new TrimReport.Size(
        checkpoint.config().vocabulary(),
        checkpoint.values(n -> !n.contains("running_") && !n.endsWith("position_ids")),
        checkpoint.values(n -> n.startsWith("embeddings.") && !n.endsWith("position_ids")),
        bytes);
  }

  private static void writeJson(Path file, ObjectNode json) {
    AtomicFile.write(file, JsonText.pretty(json) + "\n");
  }
}
