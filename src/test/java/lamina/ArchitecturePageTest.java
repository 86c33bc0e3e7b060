package lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of rooms in docs/architecture.md is true to the packages, their promises and their
 * imports. With {@code LAMINA_WRITE=true} in the environment it is written anew.
 */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String HEAD = "| room | files | promise | uses |\n|---|---:|---|---|\n";
  private static final Pattern PROMISE =
      Pattern.compile("Promise:(.*?)(?:<p>|\\*/)", Pattern.DOTALL);

  private static String table() throws IOException {
    var uses = new TreeMap<String, TreeSet<String>>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lamina");
    for (var type : classes) {
      var room = room(type);
      var used = uses.computeIfAbsent(room, r -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(d -> d.getTargetClass().getBaseComponentType())
          .filter(c -> c.getPackageName().startsWith("lamina."))
          .map(ArchitecturePageTest::room)
          .filter(r -> !r.equals(room))
          .forEach(used::add);
    }
    var rows = new StringBuilder(HEAD);
    for (Map.Entry<String, TreeSet<String>> entry : uses.entrySet()) {
      rows.append(
          "| `%s` | %d | %s | %s |\n"
              .formatted(
                  entry.getKey(),
                  files(entry.getKey()),
                  promise(entry.getKey()),
                  entry.getValue().stream().collect(Collectors.joining(", "))));
    }
    return rows.toString();
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring("lamina.".length());
  }

  private static Path folder(String room) {
    return Path.of("src/main/java/lamina", room.replace('.', '/'));
  }

  private static long files(String room) throws IOException {
    try (var entries = Files.list(folder(room))) {
      return entries
          .filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
          .count();
    }
  }

  private static String promise(String room) throws IOException {
    var found = PROMISE.matcher(Files.readString(folder(room).resolve("package-info.java")));
    return found.find() ? found.group(1).replaceAll("\\s*\\n \\*\\s*", " ").strip() : "";
  }

  @Test
  void itIsTrueToTheImports() throws IOException {
    var page = Files.readString(PAGE);
    int from = page.indexOf(HEAD);
    int to = page.indexOf("\n\n", from);
    var table = table();
    if ("true".equals(System.getenv("LAMINA_WRITE"))) {
      Files.writeString(PAGE, page.substring(0, from) + table.strip() + page.substring(to));
    } else {
      assertEquals(
          table.strip(),
          page.substring(from, to).strip(),
          "LAMINA_WRITE=true mvn test -Dtest=ArchitecturePageTest writes it anew");
    }
  }
}
