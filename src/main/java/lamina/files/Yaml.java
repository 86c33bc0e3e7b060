package lamina.files;

import com.fasterxml.jackson.core.JacksonException;
import java.nio.file.Path;
import lamina.problem.Problem;

/** What is wrong with a YAML file that a person wrote. */
public final class Yaml {
  private Yaml() {}

  /**
   * Names the file and the line where it stops being YAML.
   *
   * @param advice what to do, a sentence
   */
  public static Problem invalid(Path file, JacksonException e, String advice) {
    var place = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    var what = e.getOriginalMessage().lines().findFirst().orElse("");
    return new Problem(file + place + ": is no valid YAML (" + what + "). " + advice, e);
  }
}
