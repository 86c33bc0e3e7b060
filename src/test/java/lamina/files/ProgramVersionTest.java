package lamina.files;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramVersionTest {
  @Test
  void itIsTheOneOfThePom() throws Exception {
    var pom = Files.readString(Path.of("pom.xml"));
    var name = ProgramVersion.NAME;
    assertTrue(name.matches("Lamina \\d+\\.\\d+\\.\\d+(-\\w+)?"), name);
    var version = name.substring("Lamina ".length());
    assertTrue(pom.contains("<artifactId>lamina</artifactId>\n  <version>" + version + "<"), name);
  }
}
