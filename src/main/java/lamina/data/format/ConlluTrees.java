package lamina.data.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dependency trees of a CoNLL-U file. Ranges of multiword tokens and empty nodes are skipped, as
 * {@link ConlluReader} skips them, so that words are the same.
 */
public final class ConlluTrees {
  private static final int COLUMNS = 10;
  private static final int HEAD = 6;

  private ConlluTrees() {}

  /**
   * The head of each word, by the id of the sentence.
   *
   * @return for every sentence whose words all have a head and make one tree: of each word the
   *     number of its head from 1, 0 for the root; sentences without trees are left out, and those
   *     whose id stands there twice; CoNLL-U Plus has none
   * @throws lamina.problem.Problem where the file can't be read
   */
  public static Map<String, int[]> read(Path path) {
    var trees = new LinkedHashMap<String, int[]>();
    var file = TextFile.load(path);
    if (ConlluReader.plus(file)) {
      return trees;
    }
    var twice = new HashSet<String>();
    var heads = new ArrayList<String>();
    var id = "";
    int number = 0;
    for (var line : file.lines()) {
      var said = ConlluReader.SENT_ID.matcher(line);
      var columns = line.split("\t", -1);
      if (said.matches()) {
        number += heads.isEmpty() ? 0 : 1;
        add(trees, twice, id.isEmpty() ? Integer.toString(number) : id, heads);
        id = said.group(1);
      } else if (line.isBlank()) {
        number += heads.isEmpty() ? 0 : 1;
        add(trees, twice, id.isEmpty() ? Integer.toString(number) : id, heads);
        id = "";
      } else if (columns.length == COLUMNS && columns[0].matches("[1-9][0-9]{0,8}")) {
        heads.add(columns[HEAD]);
      }
    }
    add(trees, twice, id.isEmpty() ? Integer.toString(number + 1) : id, heads);
    twice.forEach(trees::remove);
    return trees;
  }

  private static void add(
      Map<String, int[]> trees, Set<String> twice, String id, List<String> heads) {
    tree(heads)
        .ifPresent(
            t -> {
              if (trees.put(id, t) != null) {
                twice.add(id);
              }
            });
    heads.clear();
  }

  private static Optional<int[]> tree(List<String> heads) {
    int n = heads.size();
    var tree = new int[n];
    for (int i = 0; i < n; i++) {
      if (!heads.get(i).matches("[0-9]{1,9}") || Integer.parseInt(heads.get(i)) > n) {
        return Optional.empty();
      }
      tree[i] = Integer.parseInt(heads.get(i));
    }
    for (int i = 0; i < n; i++) { // every word must lead to the root
      int at = i + 1;
      for (int steps = 0; at != 0; steps++) {
        if (steps > n) {
          return Optional.empty();
        }
        at = tree[at - 1];
      }
    }
    return n == 0 ? Optional.empty() : Optional.of(tree);
  }
}
