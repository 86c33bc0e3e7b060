package lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every source is formatted by google-java-format. */
class SourceFormatTest {
  /** With {@code -Dlamina.format=true} sources are formatted instead of refused. */
  private static final boolean FIX = Boolean.getBoolean("lamina.format");

  @Test
  void sourcesAreFormatted() throws IOException, FormatterException {
    var formatter = new Formatter();
    var wrong = new ArrayList<Path>();
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        var source = Files.readString(file);
        var formatted = formatter.formatSourceAndFixImports(source);
        if (!formatted.equals(source)) {
          if (FIX) {
            Files.writeString(file, formatted);
          } else {
            wrong.add(file);
          }
        }
      }
    }
    assertEquals(
        List.of(),
        wrong,
        "not formatted; run: mvn test -Dtest=SourceFormatTest" + " -Dlamina.format=true");
  }
}
