package lamina.data.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lamina.files.RegularFile;
import lamina.files.Sha256;
import lamina.problem.Problem;

/**
 * A file as lines of strictly decoded UTF-8. A byte order mark and carriage returns before line
 * feeds are dropped; everything else stays as it is in the file.
 *
 * @param lines without line ends; index 0 is line 1
 * @param sha256 of the file's bytes, hexadecimal
 */
record TextFile(Path path, List<String> lines, String sha256) {
  private static final Map<String, String> PACKED =
      Map.of(
          "\u001F\u008B", "packed by gzip; unpack it (gunzip) and name what comes out.",
          "PK\u0003\u0004", "a zip archive; unpack it (unzip) and name a file in it.",
          "\u00FD7zXZ", "packed by xz; unpack it (unxz) and name what comes out.",
          "BZh91AY&SY", "packed by bzip2; unpack it (bunzip2) and name what comes out.",
          "\u0028\u00B5\u002F\u00FD", "packed by zstd; unpack it (unzstd) and name what comes out.",
          "PAR1\u0015", "a Parquet table; save it as CSV or JSON lines, which Lamina reads.",
          "ARROW1\u0000\u0000",
              "an Arrow table; save it as CSV or JSON lines, which Lamina reads.");

  /** One array of bytes has to hold the file and one string its text. */
  private static final long LARGEST = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);

  /**
   * Reads a file.
   *
   * @throws Problem if it is missing, no regular file, too large, blank, or not UTF-8
   */
  static TextFile load(Path path) {
    var bytes = RegularFile.bytes(path, LARGEST);
    refusePacked(path, bytes);
    var text = decode(path, bytes);
    if (text.isBlank()) {
      throw new Problem(path + " is blank; labelled examples were expected. Check its source.");
    }
    return new TextFile(path, split(text), Sha256.of(bytes));
  }

  /** The file's own name. */
  String name() {
    return path.getFileName().toString();
  }

  /** What follows the last dot of the name, in lower case; empty without one. */
  String extension() {
    int dot = name().lastIndexOf('.');
    return dot < 0 ? "" : name().substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** The first line that is not blank. */
  String firstLine() {
    return lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /**
   * A problem at a line.
   *
   * @param number 1 for the first line
   * @param saying what is there, what was expected and what to do
   */
  Problem problem(int number, String saying) {
    return new Problem(path + ", line " + number + ": " + saying);
  }

  /** A problem of the file as a whole. */
  Problem problem(String saying) {
    return new Problem(path + ": " + saying);
  }

  /** A piece of the file short enough for a message. */
  static String quote(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }

  private static String decode(Path path, byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    var in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(in).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new Problem(
          path
              + ", line "
              + line
              + ": not UTF-8. Every file has to be UTF-8; convert it, for example with"
              + " iconv -f "
              + (utf16(bytes) ? "UTF-16" : "LATIN1")
              + " -t UTF-8.",
          e);
    }
  }

  /** Archives and tables for programs, by the first bytes that each of them has. */
  private static void refusePacked(Path path, byte[] bytes) {
    for (var kind : PACKED.entrySet()) {
      var begin = kind.getKey().getBytes(StandardCharsets.ISO_8859_1);
      if (bytes.length >= begin.length
          && Arrays.equals(begin, Arrays.copyOf(bytes, begin.length))) {
        throw new Problem(path + " is " + kind.getValue());
      }
    }
  }

  private static boolean utf16(byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
            || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
  }

  /** Splits at line feeds only: a sentence may hold U+2028 or a lone carriage return. */
  private static List<String> split(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int end = feed < 0 ? text.length() : feed;
      boolean carriage = end > from && text.charAt(end - 1) == '\r';
      lines.add(text.substring(from, carriage ? end - 1 : end));
      from = end + 1;
    }
    return List.copyOf(lines);
  }
}
