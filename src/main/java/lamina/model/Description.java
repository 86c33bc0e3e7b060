package lamina.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lamina.data.Task;
import lamina.problem.Problem;

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
    Map<String, Object> training,
    Map<String, String> data,
    String code,
    String licence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoredFile> files) {

  /** Copies the list. */
  public Description {
    files = files == null ? List.of() : List.copyOf(files);
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
              + " BERT or DistilBERT as Hugging Face's classes save it, with its config.json.");
    }
    try {
      var read = JSON.readValue(Files.readString(file), Description.class);
      if (read.format != 1 || read.task == null || read.heads == null || read.chosen == null) {
        throw new Problem(
            file + ": format 1 with task, labels, heads and chosen was expected; train again.");
      }
      if (!Task.of(read.task).labels().equals(read.labels)) {
        throw new Problem(
            file
                + ": its labels aren't those of "
                + read.task
                + ", "
                + Task.of(read.task).labels());
      }
      return read;
    } catch (JacksonException e) {
      throw new Problem(file + ": is no valid description (" + e.getOriginalMessage() + ").", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
