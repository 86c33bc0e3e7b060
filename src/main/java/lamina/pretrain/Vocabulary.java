package lamina.pretrain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lamina.problem.Problem;

/** The pieces of vocab.txt with the ids of the special ones. */
record Vocabulary(List<String> pieces, int pad, int cls, int sep, int mask) {
  /**
   * Reads the file.
   *
   * @throws Problem where it or a special token is missing
   */
  static Vocabulary read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          file
              + " is missing: pretraining needs the vocabulary, a piece a line. Make one with"
              + " --make-vocab.");
    }
    var pieces = TextFolder.lines(file);
    var ids = new HashMap<String, Integer>();
    for (int i = 0; i < pieces.size(); i++) {
      ids.putIfAbsent(pieces.get(i), i);
    }
    return new Vocabulary(
        List.copyOf(pieces),
        id(file, ids, "[PAD]"),
        id(file, ids, "[CLS]"),
        id(file, ids, "[SEP]"),
        id(file, ids, "[MASK]"));
  }

  private static int id(Path file, Map<String, Integer> ids, String token) {
    var id = ids.get(token);
    if (id == null) {
      throw new Problem(file + ": " + token + " is missing; a BERT vocabulary was expected.");
    }
    return id;
  }

  /** Number of pieces. */
  int size() {
    return pieces.size();
  }
}
