package lamina.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lamina.files.RegularFile;

/** Opens what this package keeps to itself to the trials of damaged files. */
public final class WorkerProtocolReader {
  private WorkerProtocolReader() {}

  private static String line(Path file) throws IOException {
    return ">" + new String(RegularFile.bytes(file, 1 << 30), StandardCharsets.UTF_8);
  }

  /** Reads a reply. */
  public static void reply(Path folder) throws IOException {
    new WorkerProtocol()
        .reply(line(folder.resolve("reply.txt")), BenchmarkRequest.Loaded.class, "worker");
  }
}
