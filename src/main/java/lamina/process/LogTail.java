package lamina.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lamina.files.RegularFile;
import lamina.problem.Problem;

/** What a process said before it ended, which says what went wrong. */
public final class LogTail {
  private static final long MOST = 1 << 30;

  private LogTail() {}

  /**
   * The last line that isn't blank.
   *
   * @param log file that the process wrote to
   */
  public static String of(Path log) {
    try {
      var text = new String(RegularFile.bytes(log, MOST), StandardCharsets.UTF_8);
      return text.lines()
          .filter(l -> !l.isBlank())
          .reduce((first, last) -> last)
          .orElse("it ended without a word");
    } catch (Problem e) {
      return "its log could not be read";
    }
  }
}
