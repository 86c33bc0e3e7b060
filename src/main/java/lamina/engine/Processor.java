package lamina.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lamina.files.PlainText;

/**
 * This machine's processor.
 *
 * @param name as its maker calls it
 * @param flags instruction sets by Linux's names, for example {@code avx2}; empty where the system
 *     doesn't tell them
 */
public record Processor(String name, Set<String> flags) {
  private static final Path INFO = Path.of("/proc/cpuinfo");

  /** The processor that runs this. */
  public static Processor here() {
    var lines = PlainText.ofSystem(INFO);
    return lines.isEmpty() ? unknown() : of(lines);
  }

  /**
   * Reads Linux's description.
   *
   * @param lines of {@code /proc/cpuinfo}; of several processors the first counts
   */
  static Processor of(List<String> lines) {
    var name = value(lines, "model name");
    var flags = value(lines, "flags");
    return new Processor(
        name.isEmpty() ? unknown().name : name,
        flags.isEmpty() ? Set.of() : Set.of(flags.split(" +")));
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }

  private static Processor unknown() {
    return new Processor(System.getProperty("os.arch") + " CPU", Set.of());
  }

  boolean hasAny(String... names) {
    return List.of(names).stream().anyMatch(flags::contains);
  }
}
