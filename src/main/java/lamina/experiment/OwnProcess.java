package lamina.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program again, in a process of its own. */
public final class OwnProcess {
  private static final List<String> SETTINGS = List.of("ai.djl.offline", "lamina.home");

  private OwnProcess() {}

  /**
   * The command line that does a job.
   *
   * @param program name of its main class
   */
  public static List<String> job(String program, Path directory) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    for (var name : SETTINGS) {
      if (System.getProperty(name) != null) {
        line.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(program, "job", directory.toString()));
    return line;
  }
}
