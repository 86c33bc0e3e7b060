package lamina.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lamina.data.Task;
import lamina.encoder.EncoderFamilies;
import lamina.files.Document;
import lamina.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * lamina.json: what a model's directory holds beyond a Hugging Face checkpoint.
 *
 * @param format version of this file's layout, 1
 * @param role teacher or student
 * @param task key of the task
 * @param labels in the order of the logits
 * @param protocol {@code shared} (one encoder, all heads at once) or {@code single}
 * @param heads keys of the heads
 * @param chosen key of the head chosen on English development data
 * @param teacherLayers L of the teacher, or of the model itself
 * @param training settings, seeds, steps and English development scores, for a reader
 * @param data SHA-256 by file name of what it was trained on
 * @param code version of the program that trained it
 * @param licence of the weights, in words
 * @param files what the model is made of; empty in descriptions of older versions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Description(
    int format,
    ModelSummary.Role role,
    String task,
    List<String> labels,
    String protocol,
    List<String> heads,
    String chosen,
    int teacherLayers,
    @Nullable Map<String, Object> training,
    @Nullable Map<String, String> data,
    @Nullable String code,
    @Nullable String licence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredFile> files) {

  /** Copies the list. */
  public Description {
    files = List.copyOf(files);
  }

  /** The same for a model that is made of certain files. */
  Description of(ModelContents contents) {
    return new Description(
        format,
        role,
        task,
        labels,
        protocol,
        heads,
        chosen,
        teacherLayers,
        training,
        data,
        code,
        licence,
        contents.files());
  }

  /** What the model is made of. */
  ModelContents contents() {
    return new ModelContents(files);
  }

  /** Name of the file. */
  public static final String FILE = "lamina.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads the description of a model's directory.
   *
   * @throws Problem naming the directory and what is wrong
   */
  public static Description read(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          directory
              + " is no task model: "
              + FILE
              + " is missing. Choose a directory that `lamina train` or `lamina distil` wrote, or a"
              + " "
              + EncoderFamilies.KNOWN.labels()
              + " as Hugging Face's classes save it, with its config.json.");
    }
    var root = Document.json(file);
    root.get("format").whole(1, 1);
    var task = root.get("task").read(Task::of);
    if (!texts(root.get("labels")).equals(task.labels())) {
      throw root.get("labels")
          .wrong("they aren't those of " + task.key() + ", " + task.labels() + "; train again");
    }
    var heads = root.get("heads").items().stream().map(h -> h.read(HeadKey::of).key()).toList();
    var chosen = root.get("chosen").read(HeadKey::of).key();
    if (!heads.contains(chosen)) {
      throw root.get("chosen").wrong("it is none of the heads " + heads + "; train again");
    }
    return new Description(
        1,
        root.get("role").read(Description::role),
        task.key(),
        task.labels(),
        root.find("protocol").map(Document::text).orElse(""),
        heads,
        chosen,
        root.get("teacherLayers").whole(1, 10_000),
        root.find("training").map(Description::values).orElse(null),
        root.find("data").map(Description::hashes).orElse(null),
        root.find("code").map(Document::text).orElse(null),
        root.find("licence").map(Document::text).orElse(null),
        root.find("files").map(f -> ModelContents.of(f).files()).orElse(List.of()));
  }

  private static List<String> texts(Document list) {
    return list.items().stream().map(Document::text).toList();
  }

  private static ModelSummary.Role role(String name) {
    for (var role : ModelSummary.Role.values()) {
      if (role.name().equals(name)) {
        return role;
      }
    }
    throw new Problem("\"" + name + "\": TEACHER or STUDENT was expected.");
  }

  /** What a person may read of the training; nothing is computed from it. */
  private static Map<String, Object> values(Document training) {
    training.members();
    return JSON.convertValue(training.tree(), new TypeReference<>() {});
  }

  private static Map<String, String> hashes(Document data) {
    var hashes = new LinkedHashMap<String, String>();
    data.members().forEach((name, hash) -> hashes.put(name, hash.text()));
    return hashes;
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
