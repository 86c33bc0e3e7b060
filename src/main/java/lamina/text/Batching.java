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
   * Inputs of like length together, shortest first, cut where padding and the fixed cost of each
   * batch are least in sum.
   *
   * @param budget most tokens of a batch; an input that has more is one of its own
   */
  record ByLength(int budget) implements Batching {
    /** What a batch costs beside its tokens, in tokens; an estimate for the bundled teachers. */
    private static final int START = 64;

    @Override
    public List<Rows> of(List<Tokens> inputs) {
      var order =
          IntStream.range(0, inputs.size())
              .boxed()
              .sorted(Comparator.comparingInt(i -> inputs.get(i).length()))
              .toList();
      var lengths = order.stream().mapToInt(i -> inputs.get(i).length()).toArray();
      var batches = new ArrayList<Rows>();
      var begins = begins(lengths);
      for (int end = lengths.length; end > 0; end = begins[end]) {
        batches.add(new Rows(List.copyOf(order.subList(begins[end], end)), lengths[end - 1]));
      }
      return batches.reversed();
    }

    /** Where the batch begins that ends before each place, by dynamic programming. */
    private int[] begins(int[] lengths) {
      var least = new long[lengths.length + 1];
      var begins = new int[lengths.length + 1];
      for (int end = 1; end <= lengths.length; end++) {
        int longest = lengths[end - 1];
        least[end] = Long.MAX_VALUE;
        for (int rows = 1; rows <= end && (rows == 1 || rows * longest <= budget); rows++) {
          long cost = least[end - rows] + (long) rows * longest + START;
          if (cost <= least[end]) { // of equal cuts the one of fewer batches
            least[end] = cost;
            begins[end] = end - rows;
          }
        }
      }
      return begins;
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
      var batches = new ArrayList<Rows>();
      var batch = new ArrayList<Integer>();
      int widest = length;
      for (int i = 0; i < inputs.size(); i++) {
        int wider = Math.max(widest, inputs.get(i).length());
        if (!batch.isEmpty() && (batch.size() + 1) * wider > budget) {
          batches.add(new Rows(List.copyOf(batch), widest));
          batch.clear();
          wider = Math.max(length, inputs.get(i).length());
        }
        batch.add(i);
        widest = wider;
      }
      if (!batch.isEmpty()) {
        batches.add(new Rows(List.copyOf(batch), widest));
      }
      return batches;
    }
  }
}
