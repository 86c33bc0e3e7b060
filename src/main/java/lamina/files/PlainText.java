package lamina.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lamina.problem.Problem;

/** Text files that are small enough to be read whole. */
public final class PlainText {
  private PlainText() {}

  /**
   * Reads a file as UTF-8; a byte order mark is dropped.
   *
   * @param most bytes that it may have
   * @throws Problem where it is missing, a folder or a device, too large or not UTF-8
   */
  public static String read(Path file, long most) {
    if (!Files.exists(file)) {
      throw new Problem(file + ": there is no such file; check the path.");
    }
    if (!Files.isRegularFile(file)) { // reading a pipe or a device may never end
      throw new Problem(file + ": is no plain file; choose a file.");
    }
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (bytes.length > most) {
        throw new Problem(
            file + ": is larger than " + size(most) + ", which no such file is; choose another.");
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Problem(file + ": is no text in UTF-8; save it as UTF-8.", e);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes + " bytes";
  }
}
