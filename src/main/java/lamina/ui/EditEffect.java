package lamina.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;

/** What an edit did to the answers: compared with the sample sentence as it was. */
final class EditEffect {
  private final Map<String, Analysis> before = new HashMap<>();

  /** Keeps the analyses of an unedited sample to compare with. */
  void keep(Map<String, Analysis> analyses) {
    before.clear();
    before.putAll(analyses);
  }

  /**
   * In words; empty where there is nothing to compare, or nothing was edited.
   *
   * @param index of the fusion layer among those of the analysis; -1 for the last layer alone
   */
  String words(ModelSummary model, Analysis now, int index) {
    var old = before.get(model.name());
    if (old == null || old == now || old.variant() != now.variant()) {
      return "";
    }
    var role = Figures.role(model.role()).label();
    return switch (answer(now, index)) {
      case Prediction.PairLabel p -> {
        var was = answer(old, index) instanceof Prediction.PairLabel o ? o : p;
        yield Messages.get(
            was.distribution().label().equals(p.distribution().label())
                ? "edit.pair.same"
                : "edit.pair.flipped",
            role,
            was.distribution().label(),
            p.distribution().label());
      }
      case Prediction.Tags t -> {
        var was = answer(old, index) instanceof Prediction.Tags o ? o : t;
        var diff =
            AnswerDiff.of(old.tokens().words(), was.words(), now.tokens().words(), t.words());
        yield diff.edited() + diff.removed() == 0 ? "" : tags(role, diff, now, t);
      }
    };
  }

  private static String tags(String role, AnswerDiff diff, Analysis now, Prediction.Tags answers) {
    if (diff.flipped() == 0) {
      return Messages.get("edit.none", role, diff.kept());
    }
    var flips =
        IntStream.range(0, diff.flips().size())
            .filter(w -> diff.flips().get(w).isPresent())
            .mapToObj(
                w ->
                    now.tokens().words().get(w)
                        + " "
                        + diff.flips().get(w).orElseThrow()
                        + " → "
                        + answers.words().get(w).orElseThrow().label())
            .collect(Collectors.joining(", "));
    return Messages.get("edit.flipped", role, diff.flipped(), diff.kept(), flips);
  }

  private static Prediction answer(Analysis analysis, int index) {
    return index < 0
        ? Optional.ofNullable(analysis.last()).orElse(analysis.layers().getFirst().prediction())
        : analysis.layers().get(index).prediction();
  }
}
