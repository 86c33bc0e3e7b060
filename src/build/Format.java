import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Formats the sources below {@code src} by google-java-format, or names those that aren't formatted
 * and fails. The build runs it in JDK 25, whose compiler reads the language of the sources, while
 * Maven may run in an older Java.
 */
final class Format {
  private Format() {}

  /** Takes {@code check} or {@code write}. */
  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    List<Path> sources;
    try (var files = Files.walk(Path.of("src"))) {
      sources = files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
    var wrong = sources.parallelStream().filter(f -> !formatted(f, write)).toList();
    wrong.forEach(f -> System.err.println((write ? "formatted: " : "not formatted: ") + f));
    if (!wrong.isEmpty() && !write) {
      System.err.println("To format them, run: mvn -q validate exec:exec@format");
      System.exit(1);
    }
  }

  private static boolean formatted(Path file, boolean write) {
    try {
      var source = Files.readString(file);
      var formatted = new Formatter().formatSourceAndFixImports(source);
      if (write && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      return formatted.equals(source);
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
