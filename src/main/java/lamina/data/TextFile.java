package lamina.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import lamina.problem.Problem;

/**
 * A text file as lines, any line ending, a byte order mark left out.
 *
 * @param sha256 of its bytes
 */
record TextFile(Path path, List<String> lines, String sha256) {

  /**
   * Reads a file as strict UTF-8.
   *
   * @throws Problem where it is missing, empty or in another encoding
   */
  static TextFile read(Path path) {
    if (Files.isDirectory(path)) {
      throw new Problem(path + " is a directory; a data file was expected.");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Problem(path + ": the file could not be read; is the name right?", e);
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Problem(
          path
              + ", line "
              + lineOfFirstBadByte(bytes)
              + ": isn't UTF-8; save the file in UTF-8 and read it again.",
          e);
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      throw new Problem(path + ": the file is empty; labelled examples were expected.");
    }
    return new TextFile(path, List.of(text.split("\r\n|\n|\r", -1)), hash(bytes));
  }

  private static int lineOfFirstBadByte(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    var out = java.nio.CharBuffer.allocate(bytes.length + 1);
    StandardCharsets.UTF_8.newDecoder().decode(buffer, out, true);
    int line = 1;
    for (int i = 0; i < buffer.position(); i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Name without folders. */
  String name() {
    return path.getFileName().toString();
  }

  /** A problem with a line, counted from 0 here and from 1 in the message. */
  Problem problem(int line, String what) {
    return new Problem(path + ", line " + (line + 1) + ": " + what);
  }
}
