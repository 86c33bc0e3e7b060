package lamina.claims;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lamina.files.JsonText;
import lamina.files.ProgramVersion;
import lamina.similarity.SimilarityReport;

/**
 * All claims, settled.
 *
 * @param rules thresholds that decided
 * @param encoder that the verdicts are of
 * @param findings one a claim, by number
 * @param survey of the encoder before fine-tuning, for the figure; empty where none is stored
 * @param curves gains of the paper's heads by layer, for the figure
 * @param leftOut finished runs that couldn't be compared, and why
 */
public record ClaimReport(
    ClaimRules rules,
    EncoderIdentity encoder,
    List<ClaimFinding> findings,
    Optional<SimilarityReport> survey,
    List<GainCurve> curves,
    List<String> leftOut) {
  /** What is said of the report's own encoder where others were measured. */
  private static final String NOT_HERE = "not tested here";

  /** Claims 1 to this are of what layers hold. */
  private static final int CONFOUNDED = 3;

  /** Copies the lists. */
  public ClaimReport {
    findings = List.copyOf(findings);
    curves = List.copyOf(curves);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Settles all claims from what is stored; nothing is computed by a model.
   *
   * @param home the program's own folder, with thresholds and registered studies
   * @param models folder of models
   * @param experiments folder of runs; may be missing
   * @throws lamina.problem.Problem naming a file that is broken
   */
  public static ClaimReport of(Path home, Path models, Path experiments) {
    var rules = ClaimRules.read(home);
    var stored = StoredResults.read(home, models, experiments);
    var findings = new ArrayList<ClaimFinding>();
    findings.add(new StudentQuestion(stored, rules).answer());
    findings.addAll(new LayerClaims(stored, rules).all());
    findings.addAll(new GainClaims(stored, rules).all());
    findings.add(KinshipClaim.of(stored, rules));
    findings.add(GateClaim.of(stored, rules));
    findings.addAll(StructureClaims.all(stored));
    findings.sort(Comparator.comparingInt(f -> f.statement().number()));
    if (!rules.registered()) {
      findings.replaceAll(
          f -> f.undecided("No verdict: the thresholds, " + ClaimRules.FILE + ", aren't there."));
    }
    return new ClaimReport(
        rules,
        stored.encoder(),
        findings,
        stored.survey(),
        GainCurve.all(stored),
        stored.leftOut());
  }

  /** The finding of a claim. */
  public ClaimFinding finding(int number) {
    return findings.get(number);
  }

  /** The thresholds with their hash, in words. */
  public String thresholds() {
    return rules.registered()
        ? ClaimRules.FILE + ", SHA-256 " + rules.hash()
        : ClaimRules.FILE
            + " isn't there: numbers are told, and nothing that takes a threshold is"
            + " decided";
  }

  /** What is said of mBERT. */
  public String ofMbert() {
    return encoder.mbert()
        ? "these verdicts are of it"
        : NOT_HERE + "; ./lamina claims --models FOLDER, with models trained from it, would";
  }

  /**
   * What of the encoder's pretraining could explain a finding by itself; empty where nothing is.
   */
  public String confound(ClaimFinding finding) {
    int number = finding.statement().number();
    return number >= 1 && number <= CONFOUNDED ? encoder.confound() : "";
  }

  /** As claims.json has it. */
  public ObjectNode json() {
    var root = new ObjectMapper().createObjectNode();
    root.put("program", ProgramVersion.NAME);
    root.putObject("thresholds")
        .put("file", ClaimRules.FILE)
        .put("registered", rules.registered())
        .put("sha256", rules.hash());
    root.putObject("encoder")
        .put("name", encoder.name())
        .put("pretraining", encoder.pretraining())
        .put("confound", encoder.confound());
    root.put("mbert", ofMbert());
    leftOut.forEach(root.putArray("leftOut")::add);
    var list = root.putArray("claims");
    for (var f : findings) {
      var node = list.addObject();
      node.put("number", f.statement().number()).put("wording", f.statement().wording());
      f.statement().mark().ifPresent(m -> node.put("reportMark", m ? "yes" : "no"));
      node.put("reportConfidence", f.statement().confidence());
      node.put("verdict", f.verdict().words()).put("exploratory", f.exploratory());
      node.put("encoder", encoder.name());
      node.put("mbert", encoder.mbert() ? f.verdict().words() : NOT_HERE);
      node.put("confound", confound(f));
      node.put("experiment", f.experiment()).put("data", f.data()).put("test", f.test());
      var evidence = node.putArray("evidence");
      for (var e : f.evidence()) {
        evidence
            .addObject()
            .put("what", e.what())
            .put("value", JsonText.rounded(e.value()))
            .put("unit", e.unit())
            .put("low", JsonText.rounded(e.interval().low()))
            .put("high", JsonText.rounded(e.interval().high()))
            .put("p", JsonText.rounded(e.p()))
            .put("n", e.n())
            .put("of", e.of());
      }
      node.put("reason", f.reason()).put("command", f.command()).put("shownIn", f.shown().words());
    }
    return root;
  }
}
