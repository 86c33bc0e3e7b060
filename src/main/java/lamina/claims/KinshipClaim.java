package lamina.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.evaluate.Intervals;
import lamina.similarity.Kinship;
import lamina.similarity.Mantel;
import lamina.similarity.SimilarityReport;

/** Claim 9: whether languages of one family are alike to the encoder. */
final class KinshipClaim {
  private KinshipClaim() {}

  static ClaimFinding of(StoredResults stored, ClaimRules rules) {
    var command = stored.similarityCommand();
    int fewest = rules.kinship().languages();
    var ofBase = stored.survey().filter(s -> s.text().languages().size() >= fewest);
    var tuned =
        stored.all().stream()
            .filter(m -> m.similarity().map(s -> s.text().languages().size()).orElse(0) >= fewest)
            .findFirst();
    boolean base = ofBase.isPresent();
    var report = ofBase.or(() -> tuned.flatMap(StoredModel::similarity));
    if (report.isEmpty()) {
      return ClaimFinding.untested(
          9,
          "It takes similarity.json of at least "
              + fewest
              + " languages, which is stored beside neither the encoder nor a model.",
          command);
    }
    var folder = base ? stored.baseFolder() : tuned.orElseThrow().summary().directory();
    var languages = report.get().text().languages();
    var tests = agreement(report.get());
    var family = Family.of(tests, Map.of(), rules.level());
    var verdict = agrees(tests, rules);
    var evidence = new ArrayList<Evidence>();
    tests.forEach(
        (layer, test) ->
            evidence.add(
                new Evidence(
                    layer == 0 ? "embeddings" : "layer " + layer,
                    test.value(),
                    "",
                    Evidence.NONE,
                    family.p(layer),
                    languages.size(),
                    "languages")));
    int shown = family.all(Claim.GAIN).size();
    return new ClaimFinding(
        Statement.of(9),
        base ? verdict : verdict.exploratory(),
        !base,
        "Agreement of the likeness of languages (1 - debiased linear CKA on parallel sentences)"
            + " with their family tree, at every layer"
            + (base ? " of the encoder before fine-tuning" : " of one fine-tuned model"),
        stored.shown(folder.resolve(SimilarityReport.FILE))
            + ": "
            + report.get().text().sentences()
            + " sentences in "
            + String.join(" ", languages),
        "Mantel's test, "
            + Mantel.PERMUTATIONS
            + " permutations of languages; p after Holm over "
            + tests.size()
            + " layers. A permutation gives p and no interval of r. Supported: r of "
            + Evidence.number(rules.kinship().correlation())
            + " or more, and p below the level, in a share of "
            + Evidence.number(rules.kinship().share())
            + " of the layers",
        evidence,
        shown
            + " of "
            + tests.size()
            + " layers show that relatives are more alike. The sample of languages has few"
            + " families, and script and vocabulary go with them."
            + (base
                ? ""
                : " Exploratory: of the encoder itself nothing is stored, and one fine-tuned model"
                    + " of one seed can't carry \"supported\"."),
        base ? "" : command,
        Shown.in(Shown.Chart.KINSHIP));
  }

  /** Mantel's test at each layer, 0 to L. */
  private static Map<Integer, Intervals.Difference> agreement(SimilarityReport report) {
    var tests = new LinkedHashMap<Integer, Intervals.Difference>();
    for (int layer = 0; layer <= report.layers(); layer++) {
      var test = Kinship.agreement(report.text().languages(), report.layer(layer).cka());
      tests.put(layer, new Intervals.Difference(test.r(), Evidence.NONE, test.p()));
    }
    return tests;
  }

  /**
   * Supported where enough layers show a strong agreement; mixed where any layer shows one of
   * whatever size; else not supported.
   *
   * @param tests by layer; value is r
   */
  static Verdict agrees(Map<Integer, Intervals.Difference> tests, ClaimRules rules) {
    var family = Family.of(tests, Map.of(), rules.level());
    var shown = family.all(Claim.GAIN);
    long strong =
        tests.entrySet().stream()
            .filter(t -> shown.contains(t.getKey()))
            .filter(t -> t.getValue().value() >= rules.kinship().correlation())
            .count();
    return strong >= rules.kinship().share() * tests.size()
        ? Verdict.SUPPORTED
        : shown.isEmpty() ? Verdict.NOT_SUPPORTED : Verdict.MIXED;
  }
}
