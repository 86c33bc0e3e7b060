package lamina.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine's processor. */
final class Processor {
  private Processor() {}

  static String name() {
    var info = Path.of("/proc/cpuinfo");
    try {
      if (Files.isReadable(info)) {
        for (var line : Files.readAllLines(info)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      }
    } catch (IOException e) {
      return fallback();
    }
    return fallback();
  }

  private static String fallback() {
    return System.getProperty("os.arch") + " CPU";
  }
}
