package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFormatsTest {
  private static final Path PAGE = Path.of("docs/data-forms.md");
  private static final String HEAD =
      "| format | endings | a file of it is one whose |\n|---|---|---|\n";

  @TempDir Path folder;

  @Test
  void aFolderHoldsFilesOfEveryEnding() throws IOException {
    for (var ending : DataFormats.KNOWN.endings()) {
      var own = Files.createDirectory(folder.resolve(ending));
      var file = Files.writeString(own.resolve("es." + ending), "x");
      var found = DataFolder.of(own, null);
      assertEquals(List.of(file), found.files());
      assertEquals(List.of(), found.notes());
    }
  }

  @Test
  void thePageTellsThemAll() throws IOException {
    var table =
        DataFormats.KNOWN.all().stream()
            .map(
                f ->
                    "| %s | %s | %s |\n"
                        .formatted(
                            f.label(),
                            f.endings().stream()
                                .map(e -> "`." + e + "`")
                                .collect(Collectors.joining(", ")),
                            f.told()))
            .collect(Collectors.joining("", HEAD, ""));
    var page = Files.readString(PAGE);
    int from = page.indexOf(HEAD);
    int to = page.indexOf("\n\n", from) + 1;
    if ("true".equals(System.getenv("LAMINA_WRITE"))) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    } else {
      assertEquals(
          table,
          page.substring(from, to),
          "LAMINA_WRITE=true mvn test -Dtest=DataFormatsTest writes it anew");
    }
  }
}
