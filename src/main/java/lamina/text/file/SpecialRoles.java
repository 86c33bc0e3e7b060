package lamina.text.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.files.Document;

/**
 * Special pieces by their roles, and whether token types are used, as tokenizer_config.json and
 * special_tokens_map.json say.
 *
 * @param first stands before a text
 * @param last stands after a text
 * @param unknown stands for what the vocabulary doesn't have
 * @param typed whether the model is given token types
 */
public record SpecialRoles(
    Optional<String> first, Optional<String> last, Optional<String> unknown, boolean typed) {
  private static final String CONFIG = "tokenizer_config.json";

  /** Reads them; nothing is assumed where no file says it. */
  public static SpecialRoles read(Path directory) {
    var files =
        Stream.of(CONFIG, "special_tokens_map.json")
            .map(directory::resolve)
            .filter(Files::exists)
            .map(Document::json)
            .toList();
    var inputs = files.stream().flatMap(f -> f.find("model_input_names").stream()).findFirst();
    return new SpecialRoles(
        role(files, "cls_token", "bos_token"),
        role(files, "sep_token", "eos_token"),
        role(files, "unk_token"),
        inputs.isEmpty()
            || !inputs.get().isList()
            || inputs.get().items().stream().anyMatch(n -> n.text().equals("token_type_ids")));
  }

  private static Optional<String> role(List<Document> files, String... names) {
    return Stream.of(names)
        .flatMap(n -> files.stream().flatMap(f -> f.find(n).stream()))
        .map(t -> t.isGroup() ? t.get("content").text() : t.text())
        .findFirst();
  }
}
