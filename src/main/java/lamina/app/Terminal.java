package lamina.app;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import lamina.problem.Problem;

/**
 * Where the program was started from: what it prints is UTF-8 whatever the locale says, and a
 * locale that destroyed the arguments is told.
 */
final class Terminal {
  /** 128 and the number of SIGPIPE, as programs end whose reader has gone. */
  private static final int READER_GONE = 128 + 13;

  private static final char REPLACED = '\uFFFD';

  private final Watched watched = new Watched(new FileOutputStream(FileDescriptor.out));
  private final PrintWriter out = writer(watched, "stdout.encoding", false);
  private final PrintWriter err =
      writer(new FileOutputStream(FileDescriptor.err), "stderr.encoding", true);

  /** Remembers why the first write failed; writers pass over it. */
  private static final class Watched extends FilterOutputStream {
    private IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }

  /** Results. */
  PrintWriter out() {
    return out;
  }

  /** All else. */
  PrintWriter err() {
    return err;
  }

  /** The same for what libraries and the log print. */
  void replaceSystemStreams() {
    System.setOut(new PrintStream(watched, true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /** A window of Windows shows its own character set only. */
  private static PrintWriter writer(OutputStream stream, String encoding, boolean errors) {
    boolean own =
        System.getProperty("os.name").startsWith("Windows")
            && System.console() != null
            && System.console().isTerminal();
    var charset =
        own ? Charset.forName(System.getProperty(encoding, "UTF-8")) : StandardCharsets.UTF_8;
    return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, charset)), errors);
  }

  /**
   * Whether arguments came through whole.
   *
   * @param charset of the locale, as Java calls it
   * @return what to tell, where they didn't
   */
  static Optional<Problem> destroyed(List<String> arguments, String charset) {
    if (Charset.forName(charset, StandardCharsets.US_ASCII).equals(StandardCharsets.UTF_8)) {
      return Optional.empty();
    }
    return arguments.stream()
        .filter(a -> a.indexOf(REPLACED) >= 0)
        .findFirst()
        .map(
            a ->
                new Problem(
                    "The argument \""
                        + a
                        + "\" has characters that the locale's character set, "
                        + charset
                        + ", doesn't have: set LC_ALL=C.UTF-8, or start with ./lamina, which does"
                        + " so."));
  }

  /**
   * The exit code: a command's own, unless its results could not be written.
   *
   * @param code of the command
   */
  int ended(int code) {
    out.flush();
    err.flush();
    if (watched.failure == null) {
      return code;
    }
    var why = String.valueOf(watched.failure.getMessage());
    if (why.contains("Broken pipe") || why.contains("pipe is being closed")) {
      return READER_GONE;
    }
    err.println("lamina: The results could not be written (" + why + ").");
    err.flush();
    return Math.max(1, code);
  }
}
