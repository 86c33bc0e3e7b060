package lamina.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Writes again and again until somebody kills it: as often as it can, a file, a growing table and
 * two folders, one of which as systems do that can't exchange names.
 */
final class KilledWriter {
  static final List<String> MEMBERS = List.of("a", "b", "c");
  private static final Predicate<String> OWN = MEMBERS::contains;
  private static final int LINES = 20_000;

  private KilledWriter() {}

  /** Arguments: the folder to write in. Says "ready" once everything was written once. */
  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var table = new AppendedFile(folder.resolve("table-" + arguments[1] + ".csv"), "n,square");
    for (long n = 0; ; n++) {
      var text = text(n);
      AtomicFile.write(folder.resolve("file"), text);
      table.append(n + "," + n * n);
      folder(folder.resolve("exchanged"), text, Exchange::names);
      folder(folder.resolve("renamed"), text, (one, other) -> false);
      if (n == 0) {
        System.out.println("ready");
        System.out.flush();
      }
    }
  }

  private static void folder(Path folder, String text, BiPredicate<Path, Path> exchange)
      throws IOException {
    AtomicFolder.replace(
        folder,
        OWN,
        into -> MEMBERS.forEach(name -> AtomicFile.write(into.resolve(name), text)),
        exchange);
  }

  private static String text(long n) {
    return (n + "\n").repeat(LINES);
  }

  /** What is wrong with a folder that this wrote in; empty where all is whole. */
  static String faults(Path folder) throws IOException {
    AtomicFolder.settle(folder.resolve("renamed"));
    var faults = new StringBuilder();
    if (!whole(Files.readString(folder.resolve("file")))) {
      faults.append("file is mixed; ");
    }
    for (var name : List.of("exchanged", "renamed")) {
      var first = Files.readString(folder.resolve(name).resolve("a"));
      for (var member : MEMBERS) {
        var text = Files.readString(folder.resolve(name).resolve(member));
        if (!whole(text) || !text.equals(first)) {
          faults.append(name).append(" is mixed; ");
        }
      }
    }
    try (var tables = Files.newDirectoryStream(folder, "table-*.csv")) {
      for (var table : tables) {
        new AppendedFile(table, "n,square").append("-1,1");
        var lines = Files.readAllLines(table);
        for (int i = 1; i < lines.size(); i++) {
          long n = Long.parseLong(lines.get(i).split(",")[0]);
          if (!lines.getFirst().equals("n,square") || !lines.get(i).equals(n + "," + n * n)) {
            faults.append("line ").append(i).append(" of the table is broken; ");
          }
        }
        Files.delete(table);
      }
    }
    return faults.toString();
  }

  private static boolean whole(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.equals(text.substring(0, end + 1).repeat(LINES));
  }

  /** What one more writer of all targets leaves beside them, which should be nothing. */
  static List<String> leftovers(Path folder) throws IOException {
    AtomicFile.write(folder.resolve("file"), text(0));
    folder(folder.resolve("exchanged"), text(0), Exchange::names);
    folder(folder.resolve("renamed"), text(0), Exchange::names);
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith(".")).toList();
    }
  }
}
