package lamina.files;

import java.util.Locale;
import java.util.Set;
import lamina.problem.Problem;

/** Names that become names of files or folders: they are names, never paths. */
public final class FileName {
  private static final int LONGEST = 100;
  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

  private FileName() {}

  /**
   * Checks a name that a file or a person gives.
   *
   * @return the name
   * @throws Problem where it could lead out of its folder or is no name of a file on one of the
   *     systems that Lamina runs on
   */
  public static String of(String name) {
    var device = name.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    boolean good =
        !name.isBlank()
            && name.length() <= LONGEST
            && name.codePoints().noneMatch(FileName::forbidden)
            && !name.startsWith(".")
            && !name.startsWith("-")
            && !name.endsWith(".")
            && name.equals(name.strip())
            && !DEVICES.contains(device)
            && !device.matches("(com|lpt)[0-9]");
    if (!good) {
      throw new Problem(
          "\""
              + (name.length() > 60 ? name.substring(0, 60) + "…" : name)
                  .replaceAll("\\p{Cntrl}", "\uFFFD")
              + "\" is no name: a name of at most "
              + LONGEST
              + " letters, digits, dots, hyphens and underlines was expected, not a path.");
    }
    return name;
  }

  private static boolean forbidden(int c) {
    int type = Character.getType(c);
    return "/\\:*?\"<>|".indexOf(c) >= 0
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
