package lamina.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lamina.model.HeadKey;
import lamina.model.HeadShapes;

/** Claims 4, 10, 11, 13, 14, 15 and 16: read from a model's head of the paper's fusion. */
final class StructureClaims {
  private static final int[] NUMBERS = {4, 10, 11, 13, 14, 15, 16};

  private StructureClaims() {}

  /**
   * What the tensors of a head say.
   *
   * @param branches names
   * @param convolutions of all branches
   * @param hidden E of the first convolution's input; 0 where there is none
   * @param reduced E/r
   * @param pairs whether each branch takes E to E/r and back to E, and nothing else
   * @param kernel largest kernel size
   */
  record Shape(
      List<String> branches,
      int convolutions,
      long hidden,
      long reduced,
      boolean pairs,
      long kernel) {
    /**
     * Of the shapes of a head's tensors, see {@link HeadShapes}: a convolution is a weight (out,
     * in, kernel).
     */
    static Shape of(Map<String, List<Long>> tensors) {
      var names = new TreeSet<String>();
      int convolutions = 0;
      long hidden = 0;
      long reduced = 0;
      long kernel = 0;
      boolean pairs = true;
      for (var tensor : tensors.entrySet()) {
        var parts = tensor.getKey().split("\\.");
        var shape = tensor.getValue();
        if (parts.length == 4
            && parts[0].equals("fusion")
            && parts[3].equals("weight")
            && shape.size() == 3) {
          names.add(parts[1]);
          convolutions++;
          kernel = Math.max(kernel, shape.get(2));
          boolean squeezes = parts[2].equals("0");
          long wide = squeezes ? shape.get(1) : shape.get(0);
          long narrow = squeezes ? shape.get(0) : shape.get(1);
          pairs &= hidden == 0 || wide == hidden && narrow == reduced;
          hidden = wide;
          reduced = narrow;
        }
      }
      pairs &= convolutions == 2 * names.size() && reduced < hidden;
      return new Shape(List.copyOf(names), convolutions, hidden, reduced, pairs, kernel);
    }

    /** Whether it is what the paper draws: two branches of two convolutions, one per position. */
    boolean asDrawn() {
      return branches.equals(List.of("global", "local")) && pairs && convolutions == 4;
    }

    private String words() {
      return branches.size()
          + " branches ("
          + String.join(", ", branches)
          + "), "
          + convolutions
          + " convolutions of kernel size "
          + kernel
          + ", "
          + hidden
          + " to "
          + reduced
          + " channels and back (r = "
          + Evidence.number(reduced == 0 ? Double.NaN : (double) hidden / reduced)
          + ")";
    }
  }

  static List<ClaimFinding> all(StoredResults stored) {
    for (var model : stored.all()) {
      Optional<HeadKey> head = model.paper().stream().findFirst();
      if (head.isPresent()) {
        var shape = Shape.of(HeadShapes.of(model.summary().directory(), head.get()));
        return of(shape, stored.shown(model.summary().directory()) + ", head " + head.get().key());
      }
    }
    return IntStream.of(NUMBERS)
        .mapToObj(
            n ->
                ClaimFinding.untested(
                    n,
                    "No model with a head of the paper's fusion is stored.",
                    "./lamina train --task pos --base "
                        + stored.shown(stored.baseFolder())
                        + " --set variants=paper,last --train sample-data/pos/train/en.conllu --dev"
                        + " sample-data/pos/dev/en.conllu --out my-teacher"))
        .toList();
  }

  /**
   * What a head's shape says of each claim.
   *
   * @param where model and head, in words
   */
  static List<ClaimFinding> of(Shape shape, String where) {
    return IntStream.of(NUMBERS)
        .mapToObj(
            n ->
                new ClaimFinding(
                    Statement.of(n),
                    shape.asDrawn() ? drawn(n) : Verdict.NOT_SUPPORTED,
                    false,
                    "Names and shapes of the head's tensors, and the equations that the program"
                        + " computes",
                    where,
                    "None is needed: nothing was measured",
                    List.of(
                        new Evidence(
                            n == 14 ? "convolutions in all" : n == 13 ? "r" : "branches",
                            n == 14
                                ? shape.convolutions
                                : n == 13
                                    ? (double) shape.hidden / Math.max(1, shape.reduced)
                                    : shape.branches.size(),
                            "",
                            Evidence.NONE,
                            Double.NaN,
                            1,
                            "head")),
                    shape.asDrawn()
                        ? reason(n, shape)
                        : "The head isn't built as the paper draws it: " + shape.words() + ".",
                    "",
                    Shown.in(
                        "model.safetensors.index.json of the model; lamina.fusion: PaperFusion,"
                            + " AifGate, Branch")))
        .toList();
  }

  private static Verdict drawn(int number) {
    return number == 14 ? Verdict.MIXED : Verdict.STRUCTURAL;
  }

  private static String reason(int number, Shape shape) {
    return switch (number) {
      case 4 ->
          "A gate G = sigmoid(global(W) + local(W)) weighs two layers channel by channel ("
              + shape.words()
              + "). It is attention in the sense of SENet, over channels; there are no queries and"
              + " keys, and that it helps isn't said by this.";
      case 10 ->
          "The head has one lower layer L1 in its name and takes the last layer L2: L = L1 AIF(W) +"
              + " L2 (1 - AIF(W)), W = (L1 + L2) / 2.";
      case 11 ->
          "The head has "
              + shape.words()
              + "; equation (1) is AIF(W) = W G, element by element. Because of that product the"
              + " weight of L1 isn't bounded, as printed.";
      case 13 ->
          "Each branch takes "
              + shape.hidden
              + " channels to "
              + shape.reduced
              + " and back. The order is compression, then expansion; SENet has one such branch,"
              + " over the pooled input, and r = 16 as its default.";
      case 14 -> "There are two in each branch, four in all: true of a branch, not of AIF.";
      case 15 ->
          "W is the mean of two layers' hidden states, (B, T, E), with E = "
              + shape.hidden
              + ". The report marks this as not so; the equations say it is.";
      case 16 ->
          "There are two branches, over the mean of all tokens and over each token. With kernel"
              + " size "
              + shape.kernel
              + " the local one sees no neighbour: context reaches it only through the hidden"
              + " states.";
      default -> throw new IllegalArgumentException("claim " + number + " isn't structural");
    };
  }
}
