package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import lamina.data.Dataset;
import lamina.data.Example;
import lamina.tensor.Torch;

/**
 * Translation retrieval between two languages by layer, see {@link Retrieval}.
 *
 * @param n sentences of either language
 * @param there hits from the first language to the second, by layer, 0 to L
 * @param back hits from the second to the first
 * @param alone sentences of both languages that the other one lacks, which are left out
 * @param cut sentences of both languages of which only the beginning is read, because they are
 *     longer than the model reads
 */
public record LayerRetrieval(
    String from, String to, int n, int[] there, int[] back, int alone, int cut) {
  /** Share of hits at a layer, mean of both directions, 0 to 1. */
  public double share(int layer) {
    return (there[layer] + back[layer]) / (2.0 * n);
  }

  /**
   * Retrieval between one language and others.
   *
   * @param first for example English
   * @return one a set of {@code others}, in their order
   * @throws lamina.problem.Problem where sets aren't parallel, see {@link ParallelText#of}
   */
  public static List<LayerRetrieval> of(StateReader reader, Dataset first, List<Dataset> others) {
    return Torch.withoutGradients(
        () -> {
          var found = new ArrayList<LayerRetrieval>();
          List<Example> read = List.of();
          SentenceVectors from = null;
          for (var other : others) {
            var text = ParallelText.of(List.of(first, other), Integer.MAX_VALUE);
            var own = text.sets().getFirst();
            if (from == null || !own.examples().equals(read)) { // mostly all are in all languages
              if (from != null) {
                from.vectors().forEach(NDArray::close);
              }
              from = SentenceVectors.of(reader, own);
              read = own.examples();
            }
            found.add(compare(text, from, SentenceVectors.of(reader, text.sets().getLast())));
          }
          return found;
        });
  }

  private static LayerRetrieval compare(
      ParallelText text, SentenceVectors from, SentenceVectors to) {
    int depth = from.vectors().size();
    var there = new int[depth];
    var back = new int[depth];
    for (int layer = 0; layer < depth; layer++) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var hits =
            Retrieval.hits(
                Retrieval.cosines(
                    Retrieval.centred(from.vectors().get(layer)),
                    Retrieval.centred(to.vectors().get(layer))));
        there[layer] = hits.countThere();
        back[layer] = hits.countBack();
      }
    }
    to.vectors().forEach(NDArray::close);
    return new LayerRetrieval(
        text.languages().getFirst(),
        text.languages().getLast(),
        text.sentences(),
        there,
        back,
        text.alone(),
        from.cut() + to.cut());
  }
}
