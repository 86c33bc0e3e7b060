package lamina.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import lamina.files.RegularFile;
import lamina.problem.Problem;

/**
 * What a model's files say of its licence.
 *
 * @param name in the words of the file
 * @param file that says it
 */
public record Licence(String name, String file) {
  private static final String CARD = "README.md";
  private static final long MOST = 4 << 20;
  private static final Pattern LINE =
      Pattern.compile("^license(_name)?:[ \\t]*[\"']?([^\"'#\\r\\n]+)", Pattern.MULTILINE);

  /**
   * The licence in lamina.json, else that in the front matter of the model card; empty where
   * neither says it.
   */
  public static Optional<Licence> of(Path directory) {
    if (Files.isRegularFile(directory.resolve(Description.FILE))) {
      var own = Description.read(directory).licence();
      if (own != null && !own.isBlank()) {
        return Optional.of(new Licence(own, Description.FILE));
      }
    }
    return card(directory).map(name -> new Licence(name, CARD));
  }

  private static Optional<String> card(Path directory) {
    var file = directory.resolve(CARD);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String text;
    try {
      text = new String(RegularFile.bytes(file, MOST), StandardCharsets.UTF_8);
    } catch (Problem e) {
      return Optional.empty(); // a card is no part of a model
    }
    int end = text.startsWith("---") ? text.indexOf("\n---", 3) : -1;
    var found = LINE.matcher(end < 0 ? "" : text.substring(0, end));
    var name = Optional.<String>empty();
    while (found.find()) {
      // "other" is a placeholder for what license_name says
      name = found.group(1) != null || name.isEmpty() ? Optional.of(found.group(2).strip()) : name;
    }
    return name;
  }
}
