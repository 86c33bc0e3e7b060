package lamina.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Lamina this is; {@code pom.xml} says so, and the build writes it beside this class. */
public final class ProgramVersion {
  /** Name and version, such as {@code Lamina 1.2.3}; it is kept in models and figures. */
  public static final String NAME = "Lamina " + read();

  private ProgramVersion() {}

  private static String read() {
    try (var in = ProgramVersion.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties isn't beside the classes; build again");
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
