package lamina.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts inputs of like length together, so that little is padding. */
public final class Batches {
  private Batches() {}

  /**
   * Groups inputs.
   *
   * @param inputs tokenised
   * @param budget most tokens a batch, padding included
   * @return indices into the inputs, shortest first; each occurs once
   */
  public static List<List<Integer>> byLength(List<Tokens> inputs, int budget) {
    var order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> inputs.get(i).length()))
            .toList();
    var batches = new ArrayList<List<Integer>>();
    var batch = new ArrayList<Integer>();
    for (int i : order) {
      if (!batch.isEmpty() && (batch.size() + 1) * inputs.get(i).length() > budget) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
      batch.add(i);
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
