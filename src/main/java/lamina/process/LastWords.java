package lamina.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process said before it ended, which says what went wrong. */
public final class LastWords {
  private LastWords() {}

  /**
   * The last line that isn't blank.
   *
   * @param log file that the process wrote to
   */
  public static String of(Path log) {
    try {
      var lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
      return lines.isEmpty() ? "it ended without a word" : lines.getLast();
    } catch (IOException e) {
      return "its log could not be read";
    }
  }
}
