package lamina.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program again, in a process of its own. */
public final class OwnProcess {
  private static final List<String> SETTINGS = List.of("ai.djl.offline", "lamina.home");

  private OwnProcess() {}

  /**
   * The command line that starts a class of this program with this program's libraries.
   *
   * @param program name of the class with the main method
   * @param arguments given to it
   */
  public static List<String> command(String program, String... arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    for (var name : SETTINGS) {
      if (System.getProperty(name) != null) {
        line.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    line.addAll(List.of(arguments));
    return line;
  }
}
