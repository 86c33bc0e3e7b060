package lamina.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How many inputs become batches, of which each is at most so many tokens, padding included. */
public sealed interface Batching {
  /**
   * Groups inputs.
   *
   * @return batches in the order in which they are to be computed; each input is in one of them
   */
  List<Rows> of(List<Tokens> inputs);

  /**
   * One batch.
   *
   * @param indices into the inputs
   * @param length pieces of each row, T, padding included
   */
  record Rows(List<Integer> indices, int length) {}

  /**
   * Inputs of like length together, shortest first, so that little is padding.
   *
   * @param budget most tokens of a batch; an input that has more is one of its own
   */
  record ByLength(int budget) implements Batching {
    @Override
    public List<Rows> of(List<Tokens> inputs) {
      var order =
          IntStream.range(0, inputs.size())
              .boxed()
              .sorted(Comparator.comparingInt(i -> inputs.get(i).length()))
              .toList();
      return cut(order, inputs, 0, budget);
    }
  }

  /**
   * Inputs in the order given, all padded to one length: what {@link ByLength} is measured against.
   *
   * @param length pieces of each row; a longer input widens its batch
   * @param budget most tokens of a batch
   */
  record Padded(int length, int budget) implements Batching {
    @Override
    public List<Rows> of(List<Tokens> inputs) {
      return cut(IntStream.range(0, inputs.size()).boxed().toList(), inputs, length, budget);
    }
  }

  private static List<Rows> cut(
      List<Integer> order, List<Tokens> inputs, int shortest, int budget) {
    var batches = new ArrayList<Rows>();
    var batch = new ArrayList<Integer>();
    int length = shortest;
    for (int i : order) {
      int wider = Math.max(length, inputs.get(i).length());
      if (!batch.isEmpty() && (batch.size() + 1) * wider > budget) {
        batches.add(new Rows(List.copyOf(batch), length));
        batch.clear();
        wider = Math.max(shortest, inputs.get(i).length());
      }
      batch.add(i);
      length = wider;
    }
    if (!batch.isEmpty()) {
      batches.add(new Rows(List.copyOf(batch), length));
    }
    return batches;
  }
}
