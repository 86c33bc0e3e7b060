package lamina.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import lamina.problem.Problem;
import lamina.text.file.NativeTokenizer;
import lamina.text.file.PieceIds;
import lamina.text.file.SpecialRoles;
import lamina.text.file.TokenizerFile;
import lamina.text.file.TokenizerKinds;
import lamina.text.file.TokenizerRules;

/**
 * Tokenizers of several models: one whose files are the same is read once, since a vocabulary of
 * 250,000 pieces takes a second and 150 MB. Who closes it last frees it. Safe for several threads.
 */
public final class Tokenizers implements Tokenizer.Source {
  /** What a tokenizer's files say, read once for all who use it. */
  record Core(HuggingFaceTokenizer pieces, TokenizerRules rules, PieceIds ids) {
    static Core read(Path directory) {
      return read(
          directory,
          (file, rules) -> {
            var ids = file.ids(rules);
            return new Core(NativeTokenizer.of(file.written()), rules, ids);
          });
    }

    /** What is made of a directory's tokenizer. */
    static <T> T read(Path directory, Reading<T> reading) {
      var found = TokenizerKinds.in(directory);
      try {
        var file = TokenizerFile.read(found.file(), found.json());
        var home = home(found.file());
        return reading.of(file, file.rules(SpecialRoles.read(home)));
      } catch (IOException | RuntimeException e) {
        if (e instanceof Problem p) {
          throw p;
        }
        throw new Problem(
            directory + ": the tokenizer could not be read (" + e.getMessage() + ").", e);
      }
    }
  }

  /** Makes something of a tokenizer that was read and checked. */
  interface Reading<T> {
    T of(TokenizerFile file, TokenizerRules rules) throws IOException;
  }

  /** A file as it was when it was read. */
  private record Read(Path file, long bytes, FileTime changed) {
    static Read of(Path file) {
      try {
        return new Read(file.toRealPath(), Files.size(file), Files.getLastModifiedTime(file));
      } catch (IOException e) {
        throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
      }
    }
  }

  /** The folder of a file; every file has one. */
  private static Path home(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static final class Shared {
    private final Core core;
    private int users;

    Shared(Core core) {
      this.core = core;
    }
  }

  private final Map<List<Read>, Shared> open = new HashMap<>();

  @Override
  public synchronized Tokenizer open(
      Path directory, int maxLength, int rows, Tokenizer.Running running) {
    var home = home(TokenizerKinds.in(directory).file());
    var key = TokenizerKinds.files(home).stream().map(Read::of).toList();
    var shared = open.computeIfAbsent(key, k -> new Shared(Core.read(directory)));
    shared.users++;
    try {
      shared.core.ids().check(rows);
    } catch (Problem e) {
      giveBack(key, shared);
      throw e;
    }
    var held = new AtomicBoolean(true);
    return new Tokenizer(
        shared.core,
        maxLength,
        running,
        () -> {
          if (held.getAndSet(false)) {
            giveBack(key, shared);
          }
        });
  }

  private synchronized void giveBack(List<Read> key, Shared shared) {
    shared.users--;
    if (shared.users == 0) {
      open.remove(key);
      shared.core.pieces().close();
    }
  }
}
