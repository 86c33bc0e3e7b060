package lamina.similarity;

import java.util.Map;
import lamina.data.Dataset;

/**
 * Sentences with dependency trees.
 *
 * @param name what to call it, with its folder: {@code dev/en.conllu}
 * @param sentences with parts of speech
 * @param trees heads of a sentence's words by its id, see {@code ConlluTrees}; sentences without
 *     one are passed over
 */
public record Treebank(String name, Dataset sentences, Map<String, int[]> trees) {
  /** Copies the map. */
  public Treebank {
    trees = Map.copyOf(trees);
  }
}
