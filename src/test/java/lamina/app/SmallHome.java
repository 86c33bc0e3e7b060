package lamina.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The program's folder with the bundled models and a few examples of each file of the sample data,
 * for windows that go through all panels: models answer whole files there.
 */
final class SmallHome implements AutoCloseable {
  private static final String HOME = "lamina.home";
  private static final int EXAMPLES = 30;

  private final Path folder;
  private final String before;

  /**
   * Stands for the program's folder until it is closed.
   *
   * @param folder to be made
   */
  SmallHome(Path folder) throws IOException {
    var here = Path.of("").toAbsolutePath();
    this.folder = Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("docs"), here.resolve("docs"));
    link(here.resolve("models"), folder.resolve("models"));
    var sample = here.resolve("sample-data");
    var shown =
        Files.readAllLines(sample.resolve("explore.csv")).stream()
            .map(line -> line.split(",", 3)[1])
            .collect(Collectors.toSet());
    try (var files = Files.walk(sample)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var to = folder.resolve("sample-data").resolve(sample.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (file.getParent().getParent().equals(sample)) {
          Files.write(to, few(file, shown));
        } else {
          Files.createSymbolicLink(to, file);
        }
      }
    }
    before = System.setProperty(HOME, folder.toString());
  }

  /** Links to all files, in folders of its own: a test can take one away. */
  private static void link(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var place = to.resolve(from.relativize(file).toString());
        Files.createDirectories(place.getParent());
        Files.createSymbolicLink(place, file);
      }
    }
  }

  /** The folder itself. */
  Path folder() {
    return folder;
  }

  /** The first examples of a file, and those that Explore begins with. */
  private static List<String> few(Path file, Set<String> shown) throws IOException {
    var lines = Files.readAllLines(file);
    var name = file.getFileName().toString();
    if (name.endsWith(".tsv")) {
      var kept = new ArrayList<>(lines.subList(0, Math.min(lines.size(), 1 + EXAMPLES)));
      lines.stream()
          .skip(kept.size())
          .filter(line -> shown.contains(line.split("\t", 2)[0]))
          .forEach(kept::add);
      return kept;
    }
    if (!name.endsWith(".conllu") && !name.endsWith(".iob2")) {
      return lines;
    }
    var kept = new ArrayList<String>();
    int examples = 0;
    int begin = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        var example = lines.subList(begin, i + 1);
        boolean named =
            example.stream()
                .anyMatch(l -> l.startsWith("# sent_id = ") && shown.contains(l.substring(12)));
        if (examples++ < EXAMPLES || named) {
          kept.addAll(example);
        }
        begin = i + 1;
      }
    }
    return kept;
  }

  @Override
  public void close() {
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }
}
