package lamina.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lamina.data.format.DataFormats;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropHandlerTest {
  @TempDir Path folder;
  private final List<Path> data = new ArrayList<>();
  private final List<Problem> refused = new ArrayList<>();
  private final FileDropHandler drops =
      new FileDropHandler(model -> {}, session -> {}, lesson -> {}, data::add, refused::add);

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "x");
  }

  @Test
  void dataOfEveryFormatMayBeDropped() throws IOException {
    var files = new ArrayList<Path>();
    for (var ending : DataFormats.KNOWN.endings()) {
      files.add(file("es." + ending));
    }
    files.add(file("test"));
    drops.take(files);
    assertEquals(files, data);
    assertEquals(List.of(), refused);
  }

  @Test
  void anotherFileIsToldWhatThereIs() throws IOException {
    drops.take(List.of(file("es.pdf")));
    assertEquals(List.of(), data);
    var message = refused.getFirst().getMessage();
    for (var ending : DataFormats.KNOWN.endings()) {
      assertTrue(message.contains("." + ending), message);
    }
  }
}
