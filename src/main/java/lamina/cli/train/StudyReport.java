package lamina.cli.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lamina.cli.CommonOptions;
import lamina.evaluate.Claim;
import lamina.evaluate.Intervals;
import lamina.evaluate.SeedStatistics;
import lamina.experiment.Answer;
import lamina.experiment.Condition;
import lamina.experiment.Registration;
import lamina.experiment.Study;

/** What a study found so far, in words or as JSON. */
final class StudyReport {
  private final CommonOptions common;
  private final Study study;
  private final Registration registration;

  StudyReport(CommonOptions common, Study study) {
    this.common = common;
    this.study = study;
    this.registration = study.registration();
  }

  void print() {
    var answer = Answer.of(study);
    if (common.json()) {
      common.print(json(answer));
      return;
    }
    var out = common.out();
    out.println(registration.question());
    out.println(
        (study.registered() ? "Registered: " : "EXPLORATORY, the runs were not begun for this: ")
            + registration.file()
            + ", SHA-256 "
            + registration.hash());
    out.println(head(answer));
    if (answer.looks() == 0) {
      out.println("No look is finished yet, so that nothing is tested.");
      out.flush();
      return;
    }
    out.printf("%n%-34s %16s %16s%n", "arm", "English dev", "test");
    answer.arms().forEach(this::arm);
    out.printf(
        "%n%-34s %8s %18s %8s %8s %10s  %s%n",
        "comparison", "points", "95 % interval", "p Holm", "p equiv.", "detectable", "verdict");
    answer.findings().forEach(f -> finding(answer, f));
    out.println();
    next(answer);
    var others = study.unregistered();
    if (!others.isEmpty()) {
      out.println("Exploratory, not registered: " + String.join(", ", others) + ".");
    }
    out.flush();
  }

  private String head(Answer answer) {
    var said = new ArrayList<String>();
    said.add(registration.task().label());
    said.add("regime: " + registration.regime().words());
    if (answer.looks() > 0) {
      if (answer.layer() > 0) {
        said.add("registered layer " + answer.layer());
      }
      said.add(String.format(Locale.ROOT, "margin of equivalence %.1f points", answer.margin()));
      var arm = answer.arms().getFirst();
      said.add(
          "mean over "
              + arm.languages().stream().filter(l -> !l.equals("en")).count()
              + " languages without English");
      said.add(
          (arm.unitsKnown() ? registration.task().drawn().words() : "examples")
              + " and seeds drawn, "
              + String.format(Locale.ROOT, "%,d", Intervals.RESAMPLES)
              + " resamples");
      said.add(
          answer.looks()
              + " of "
              + registration.looks().size()
              + " looks, levels "
              + registration.looks().stream()
                  .map(l -> Double.toString(l.level()))
                  .collect(Collectors.joining(" and ")));
    }
    return String.join("; ", said) + ".";
  }

  private void arm(Condition c) {
    common
        .out()
        .printf(
            Locale.ROOT,
            "%-34s %16s %16s  %d seeds%n",
            c.name(),
            spread(c.developmentSpread()),
            spread(c.meanSpread()),
            c.runs().size());
  }

  private static String spread(SeedStatistics.Spread s) {
    return String.format(Locale.ROOT, "%.2f ± %.2f", 100 * s.mean(), 100 * s.sd());
  }

  private void finding(Answer answer, Answer.Finding f) {
    var interval = f.effect().difference().interval();
    common
        .out()
        .printf(
            Locale.ROOT,
            "%-34s %+8.2f [%+7.2f, %+7.2f] %8s %8s %10.2f  %s%n",
            f.name(),
            100 * f.effect().value(),
            100 * interval.low(),
            100 * interval.high(),
            probability(f.holm()),
            probability(f.equivalence()),
            100 * f.detectable(),
            verdict(answer, f));
  }

  private static String probability(double p) {
    return Double.isNaN(p) ? "-" : p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** What may be said, and no more. */
  static String verdict(Answer answer, Answer.Finding f) {
    var margin = String.format(Locale.ROOT, "%.1f", answer.margin());
    var at =
        String.format(
            Locale.ROOT, " (look %d, %d seeds, level %s)", f.look(), f.seeds(), f.level());
    if (f.claim() != Claim.NOTHING) {
      var said = f.claim() == Claim.GAIN ? "a gain" : "a loss";
      return (f.equivalent() ? said + ", less than " + margin + " points" : said) + at;
    }
    if (f.equivalent()) {
      return "no difference of " + margin + " points or more" + at;
    }
    return String.format(
            Locale.ROOT, "open: %.2f points would be found with 80 %% power", 100 * f.detectable())
        + at;
  }

  private void next(Answer answer) {
    int looks = registration.looks().size();
    if (answer.open().isEmpty()) {
      common.out().println("All that was registered is done.");
    } else if (answer.looks() < looks) {
      common
          .out()
          .println(
              "Next, by the registered boundary: seeds "
                  + registration.looks().get(answer.looks()).seeds()
                  + " of what is open, "
                  + String.join(", ", names(answer))
                  + ".");
    }
  }

  private static List<String> names(Answer answer) {
    return answer.open().stream().map(p -> p.name()).toList();
  }

  private ObjectNode json(Answer answer) {
    var root = new ObjectMapper().createObjectNode();
    root.put("question", registration.question());
    root.put("registration", registration.file().toString().replace('\\', '/'));
    root.put("sha256", registration.hash()).put("registered", study.registered());
    root.put("task", registration.task().key()).put("regime", registration.regime().words());
    root.put("unit", registration.task().drawn().words()).put("resamples", Intervals.RESAMPLES);
    root.put("looks", answer.looks());
    if (answer.looks() > 0) {
      root.put("layer", answer.layer()).put("margin", answer.margin());
    }
    var arms = root.putArray("arms");
    for (var c : answer.arms()) {
      arms.addObject()
          .put("arm", c.name())
          .put("seeds", c.runs().size())
          .put("dev", c.developmentSpread().mean())
          .put("devSd", c.developmentSpread().sd())
          .put("test", c.meanSpread().mean())
          .put("testSd", c.meanSpread().sd());
    }
    var findings = root.putArray("comparisons");
    for (var f : answer.findings()) {
      var difference = f.effect().difference();
      findings
          .addObject()
          .put("comparison", f.name())
          .put("look", f.look())
          .put("seeds", f.seeds())
          .put("level", f.level())
          .put("family", f.tests())
          .put("points", 100 * f.effect().value())
          .put("low", 100 * difference.interval().low())
          .put("high", 100 * difference.interval().high())
          .put("p", difference.p())
          .put("pHolm", f.holm())
          .put("pEquivalence", f.equivalence())
          .put("detectable", 100 * f.detectable())
          .put("claim", f.claim().name().toLowerCase(Locale.ROOT))
          .put("equivalent", f.equivalent());
    }
    names(answer).forEach(root.putArray("open")::add);
    study.unregistered().forEach(root.putArray("exploratory")::add);
    return root;
  }
}
