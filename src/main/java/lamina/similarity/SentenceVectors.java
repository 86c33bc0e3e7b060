package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Dataset;
import lamina.text.Tokenizer;

/**
 * Sentences of one language as vectors: the mean of the states of their real tokens, special pieces
 * among them, as multilingual-e5 makes its own sentence vectors (Pires et al. leave those out).
 *
 * @param vectors of each representation (N, E), in the order of the sentences
 * @param geometry of each representation, how its tokens lie
 * @param cut sentences of which only the beginning was read
 */
public record SentenceVectors(List<NDArray> vectors, List<TokenGeometry> geometry, int cut) {
  /**
   * Reads sentences of one language.
   *
   * @return arrays that belong to the reader's manager
   */
  public static SentenceVectors of(StateReader reader, Dataset set) {
    var tokens =
        set.examples().stream().map(e -> reader.tokenizer().encode(Tokenizer.input(e))).toList();
    int count = reader.representations().size();
    int last = reader.layers();
    var geometry = Stream.generate(TokenGeometry::new).limit(count).toList();
    var parts = Stream.generate(NDList::new).limit(count).toList();
    var order = new ArrayList<Integer>();
    reader.read(
        tokens,
        (indices, states, mask) -> {
          var real = mask.expandDims(2); // (B, T, 1)
          var counts = real.sum(new int[] {1}); // (B, 1)
          var unitLast = states.get(last).normalize(2, 2);
          for (int r = 0; r < count; r++) {
            var mean = states.get(r).mul(real).sum(new int[] {1}).div(counts); // (B, E)
            mean.attach(reader.manager());
            parts.get(r).add(mean);
            geometry.get(r).add(states.get(r), unitLast, mask);
          }
          order.addAll(indices);
        });
    var back = new long[order.size()];
    for (int i = 0; i < back.length; i++) {
      back[order.get(i)] = i;
    }
    var vectors =
        parts.stream()
            .map(
                p -> {
                  try (var scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    var ordered = NDArrays.concat(p).get(reader.manager().create(back));
                    NDScope.unregister(ordered);
                    p.forEach(NDArray::close);
                    return ordered;
                  }
                })
            .toList();
    int cut = (int) tokens.stream().filter(t -> t.cut().happened()).count();
    return new SentenceVectors(vectors, geometry, cut);
  }
}
