package lamina.similarity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Dataset;

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
    var reading = Reading.of(reader, set);
    var collector = new Collector(reader, reading);
    reader.read(reading.tokens(), collector);
    return collector.collected();
  }

  /** Takes batches of a reading. */
  static final class Collector implements StateReader.BatchConsumer {
    private final StateReader reader;
    private final Reading reading;
    private final List<TokenGeometry> geometry;
    private final List<NDList> parts;
    private final List<Integer> order = new ArrayList<>();

    Collector(StateReader reader, Reading reading) {
      this.reader = reader;
      this.reading = reading;
      int count = reader.representations().size();
      this.geometry = Stream.generate(TokenGeometry::new).limit(count).toList();
      this.parts = Stream.generate(NDList::new).limit(count).toList();
    }

    @Override
    public void take(List<Integer> indices, List<NDArray> states, NDArray mask) {
      var real = mask.expandDims(2); // (B, T, 1)
      var counts = real.sum(new int[] {1}); // (B, 1)
      var unitLast = states.get(reader.layers()).normalize(2, 2);
      for (int r = 0; r < states.size(); r++) {
        var mean = states.get(r).mul(real).sum(new int[] {1}).div(counts); // (B, E)
        mean.attach(reader.manager());
        parts.get(r).add(mean);
        geometry.get(r).add(states.get(r), unitLast, mask);
      }
      order.addAll(indices);
    }

    /** What all batches gave; arrays belong to the reader's manager. */
    SentenceVectors collected() {
      var back = new long[order.size()];
      for (int i = 0; i < back.length; i++) {
        back[order.get(i)] = i;
      }
      var vectors = new ArrayList<NDArray>();
      for (var part : parts) {
        var owner = reader.manager();
        vectors.add(Kept.in(owner, () -> NDArrays.concat(part).get(owner.create(back))));
        part.forEach(NDArray::close);
      }
      int cut = (int) reading.tokens().stream().filter(t -> t.cut().happened()).count();
      return new SentenceVectors(List.copyOf(vectors), geometry, cut);
    }
  }
}
