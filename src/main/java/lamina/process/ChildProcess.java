package lamina.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program again, in a process of its own. */
public final class ChildProcess {
  private static final List<String> SETTINGS = List.of("ai.djl.offline", "lamina.home");

  private ChildProcess() {}

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
    line.add("-Dstdout.encoding=UTF-8");
    line.add("-Dstderr.encoding=UTF-8");
    for (var name : SETTINGS) {
      if (System.getProperty(name) != null) {
        line.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    line.addAll(List.of(arguments));
    return line;
  }

  /**
   * Prepares a process: names and texts reach it whole whatever locale this one was started in.
   *
   * @param command see {@link #command}
   */
  public static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command);
    if (!System.getProperty("sun.jnu.encoding", "UTF-8").equals("UTF-8")
        && !System.getProperty("os.name").startsWith("Windows")) {
      builder.environment().put("LC_ALL", "C.UTF-8");
    }
    return builder;
  }
}
