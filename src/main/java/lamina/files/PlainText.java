package lamina.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lamina.problem.Problem;

/** Text files that are small enough to be read whole. */
public final class PlainText {
  /** Characters of a text that a message shows. */
  private static final int SHOWN = 40;

  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * Reads a file as UTF-8; a byte order mark is dropped.
   *
   * @param most bytes that it may have
   * @throws Problem where it is missing, a folder or a device, too large or not UTF-8
   */
  public static String read(Path file, long most) {
    try {
      var bytes = RegularFile.bytes(file, most);
      ForeignFile.refusePointer(file, bytes);
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Problem(file + ": is no text in UTF-8; save it as UTF-8.", e);
    }
  }

  /**
   * Lines of a file that the system makes, as those in {@code /proc}; none where it doesn't.
   *
   * @param file at most a megabyte is taken
   */
  public static List<String> ofSystem(Path file) {
    try {
      return Files.isReadable(file)
          ? new String(RegularFile.bytes(file, 1 << 20), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (Problem unreadable) {
      return List.of();
    }
  }

  /** The same text with U+FFFD for lone surrogates, which UTF-8 has no bytes for. */
  public static String wellFormed(String text) {
    var points = text.codePoints();
    return points.noneMatch(PlainText::surrogate)
        ? text
        : text.codePoints()
            .map(c -> surrogate(c) ? REPLACEMENT : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean surrogate(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  /** A text as a message shows it, cut where it is long. */
  public static String shortened(String text) {
    int end = text.codePointCount(0, text.length());
    return end <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
