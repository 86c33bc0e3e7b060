package lamina.ui.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;
import lamina.text.Tokens;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;

/** What an edit did to the answers: compared with the sample sentence as it was. */
final class EditEffect {
  private static final int NAMED = 12;

  /** Words of an edited text and of the text before, aligned once for all layers. */
  private record Edit(Analysis old, Analysis now, AnswerDiff.Alignment words) {
    boolean of(Analysis before, Analysis after) {
      return old == before && now == after;
    }
  }

  private final Map<String, Analysis> before = new HashMap<>();
  private final Map<String, Edit> edits = new HashMap<>();

  /** Keeps the analyses of an unedited sample to compare with. */
  void keep(Map<String, Analysis> analyses) {
    before.clear();
    before.putAll(analyses);
    edits.clear();
  }

  /**
   * In words; empty where there is nothing to compare, or nothing was edited.
   *
   * @param index of the fusion layer among those of the analysis; -1 for the last layer alone
   */
  String words(ModelSummary model, Analysis now, int index) {
    var old = before.get(model.name());
    if (old == null || old == now || !old.variant().equals(now.variant())) {
      return "";
    }
    var role = FigureTexts.name(FigureTexts.role(model.role()));
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
        var diff = AnswerDiff.of(aligned(model, old, now), was.words(), t.words());
        boolean same = diff.edited() + diff.removed() == 0;
        yield same || diff.kept() == 0 ? "" : tags(role, diff, now, t); // nothing to compare
      }
    };
  }

  private AnswerDiff.Alignment aligned(ModelSummary model, Analysis old, Analysis now) {
    var known = edits.get(model.name());
    if (known == null || !known.of(old, now)) {
      var words = AnswerDiff.Alignment.of(read(old.tokens()), read(now.tokens()));
      known = new Edit(old, now, words);
      edits.put(model.name(), known);
    }
    return known.words;
  }

  /** What the model has an answer for: the rest of a long text changes nothing. */
  private static List<String> read(Tokens tokens) {
    return tokens.words().subList(0, tokens.wordsRead());
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
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    var more = diff.flipped() > NAMED ? ", …" : "";
    return Messages.get("edit.flipped", role, diff.flipped(), diff.kept(), flips + more);
  }

  private static Prediction answer(Analysis analysis, int index) {
    return index < 0
        ? Optional.ofNullable(analysis.last()).orElse(analysis.layers().getFirst().prediction())
        : analysis.layers().get(index).prediction();
  }
}
