package lamina.ui.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import lamina.claims.ClaimFinding;
import lamina.claims.Verdict;
import lamina.ui.control.WrappedLabel;
import lamina.ui.text.Messages;

/** Verdicts in the language of the window. */
final class ClaimWords {
  private static final String RIGHT = "answer-right";
  private static final String WRONG = "answer-wrong";

  private ClaimWords() {}

  /** "not supported". */
  static String verdict(Verdict verdict) {
    return Messages.get("claims.verdict." + verdict.name().toLowerCase(Locale.ROOT));
  }

  /** "not tested (exploratory)". */
  static String verdict(ClaimFinding finding) {
    var words = verdict(finding.verdict());
    return finding.exploratory() ? Messages.get("claims.exploratory", words) : words;
  }

  /** "5 · not supported (exploratory)". */
  static String numbered(ClaimFinding finding) {
    return Messages.get("claims.numbered", finding.statement().number(), verdict(finding));
  }

  /** How many of each verdict: "1 supported · 6 not supported". */
  static String counts(List<ClaimFinding> findings) {
    return Arrays.stream(Verdict.values())
        .filter(v -> findings.stream().anyMatch(f -> f.verdict() == v))
        .map(
            v ->
                Messages.get(
                    "claims.count",
                    findings.stream().filter(f -> f.verdict() == v).count(),
                    verdict(v)))
        .collect(Collectors.joining(" · "));
  }

  /** A text of a report, which is in English whatever the window speaks. */
  static WrappedLabel english(String text) {
    var label = new WrappedLabel(text);
    label.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    return label;
  }

  /** Colour beside the words, never in their place. */
  static void colour(Node label, Verdict verdict) {
    label.getStyleClass().removeAll(RIGHT, WRONG);
    switch (verdict) {
      case SUPPORTED, EQUIVALENT -> label.getStyleClass().add(RIGHT);
      case NOT_SUPPORTED -> label.getStyleClass().add(WRONG);
      case MIXED, STRUCTURAL, NOT_TESTED -> {}
    }
  }
}
