package lamina.cli.analyse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lamina.analyse.GateEffects;
import lamina.analyse.GateFamilies;
import lamina.analyse.GateSpread;
import lamina.analyse.GateTexts;
import lamina.evaluate.Interval;
import lamina.evaluate.Intervals;
import lamina.files.AtomicFile;
import lamina.files.CsvText;

/** What is found about gates, for programs: as JSON and as CSV. Scores are shares, 0 to 1. */
final class GateFiles {
  private static final String LINE_END = "\n";

  private GateFiles() {}

  /**
   * Writes a file a table, each whole or not at all.
   *
   * @return the files
   */
  static List<Path> write(Path folder, GateFindings found) {
    var files = new ArrayList<Path>();
    keep(files, folder.resolve("interventions.csv"), interventions(found));
    keep(files, folder.resolve("spread.csv"), spread(found));
    keep(files, folder.resolve("families.csv"), families(found));
    if (!found.agreements().isEmpty()) {
      keep(files, folder.resolve("agreement.csv"), agreement(found));
    }
    return files;
  }

  private static void keep(List<Path> files, Path file, CsvText text) {
    AtomicFile.write(file, text.toString());
    files.add(file);
  }

  private static CsvText interventions(GateFindings found) {
    var s = found.source();
    var csv =
        new CsvText(LINE_END)
            .row(
                "model",
                "task",
                "metric",
                "data",
                "engine",
                "head",
                "replacement",
                "language",
                "n",
                "units",
                "other_language",
                "score",
                "change",
                "low",
                "high",
                "answers_changed",
                "answers_low",
                "answers_high",
                "p",
                "p_holm",
                "tests",
                "claim",
                "seed");
    for (var e :
        Stream.concat(found.effects().means().stream(), found.effects().languages().stream())
            .toList()) {
      boolean tested = !Double.isNaN(e.p());
      csv.row(
          s.model(),
          s.task().key(),
          s.metric().label(),
          String.join(" ", s.data()),
          s.engine(),
          e.head().key(),
          e.replacement().key(),
          e.language(),
          e.n(),
          e.units(),
          e.other(),
          e.own(),
          e.change().value(),
          e.change().interval().low(),
          e.change().interval().high(),
          e.answers(),
          e.answersInterval().low(),
          e.answersInterval().high(),
          tested ? e.change().p() : Double.NaN,
          e.p(),
          found.effects().tests(),
          tested ? claim(e) : "",
          found.effects().seed());
    }
    return csv;
  }

  private static String claim(GateEffects.Effect effect) {
    return effect.claim().name().toLowerCase(Locale.ROOT);
  }

  private static CsvText spread(GateFindings found) {
    var csv =
        new CsvText(LINE_END)
            .row(
                "model",
                "task",
                "data",
                "head",
                "layer",
                "language",
                "label",
                "piece",
                "n",
                "mean",
                "sd",
                "within",
                "between",
                "constant");
    for (var s : found.spreads()) {
      var group = s.group();
      csv.row(
          found.source().model(),
          found.source().task().key(),
          String.join(" ", found.source().data()),
          group.head().key(),
          group.head().layer(),
          group.language(),
          group.label(),
          group.piece(),
          s.n(),
          s.mean(),
          s.sd(),
          s.within(),
          s.between(),
          s.constantShare());
    }
    return csv;
  }

  private static CsvText families(GateFindings found) {
    var csv =
        new CsvText(LINE_END)
            .row(
                "model",
                "task",
                "data",
                "head",
                "languages",
                "families",
                "related",
                "within",
                "across",
                "difference",
                "p",
                "p_holm",
                "permutations",
                "seed");
    for (var f : found.families()) {
      csv.row(
          found.source().model(),
          found.source().task().key(),
          String.join(" ", found.source().data()),
          f.head().key(),
          f.test().languages(),
          f.test().families(),
          String.join(" ", found.related()),
          f.test().within(),
          f.test().across(),
          f.test().difference(),
          f.test().p(),
          f.p(),
          GateFamilies.PERMUTATIONS,
          GateFamilies.SEED);
    }
    return csv;
  }

  private static CsvText agreement(GateFindings found) {
    var csv =
        new CsvText(LINE_END)
            .row(
                "student",
                "teacher",
                "task",
                "data",
                "student_head",
                "teacher_head",
                "n",
                "units",
                "correlation",
                "correlation_low",
                "correlation_high",
                "difference",
                "difference_low",
                "difference_high");
    for (var a : found.agreements()) {
      csv.row(
          found.source().model(),
          found.source().teacher(),
          found.source().task().key(),
          String.join(" ", found.source().data()),
          a.student().key(),
          a.teacher().key(),
          a.n(),
          a.units(),
          a.correlation(),
          a.correlationInterval().low(),
          a.correlationInterval().high(),
          a.difference(),
          a.differenceInterval().low(),
          a.differenceInterval().high());
    }
    return csv;
  }

  static JsonNode json(GateFindings found) {
    var s = found.source();
    var root = new ObjectMapper().createObjectNode();
    root.put("model", s.model()).put("teacher", s.teacher()).put("task", s.task().key());
    root.put("metric", s.metric().label()).put("engine", s.engine());
    s.data().forEach(root.putArray("data")::add);
    s.languages().forEach(root.putArray("languages")::add);
    s.heads().forEach(h -> root.withArray("heads").add(h.key()));
    root.put("texts", s.most()).put("scored", s.scored()).put("described", s.described());
    root.put("drawSeed", GateTexts.SEED);
    var bootstrap = root.putObject("bootstrap").put("draws", Intervals.RESAMPLES);
    bootstrap.put("seed", found.effects().seed()).put("over", s.task().drawn().words());
    root.put("tests", found.effects().tests());
    found.effects().over().forEach(root.putArray("meanOver")::add);
    found.effects().means().forEach(e -> effect(root.withArray("interventions").addObject(), e));
    found.effects().languages().forEach(e -> effect(root.withArray("byLanguage").addObject(), e));
    var spreads = root.putArray("spread");
    Stream.concat(found.overall().stream(), found.margins().stream())
        .forEach(spread -> spread(spreads.addObject(), spread));
    var families = root.putArray("families");
    for (var f : found.families()) {
      var row = families.addObject().put("head", f.head().key());
      row.put("languages", f.test().languages()).put("families", f.test().families());
      found.related().forEach(row.withArray("related")::add);
      row.put("within", f.test().within()).put("across", f.test().across());
      row.put("p", f.test().p()).put("pHolm", f.p());
      row.put("permutations", GateFamilies.PERMUTATIONS).put("seed", GateFamilies.SEED);
    }
    var agreements = root.putArray("agreement");
    for (var a : found.agreements()) {
      var row = agreements.addObject().put("student", a.student().key());
      row.put("teacher", a.teacher().key()).put("n", a.n()).put("units", a.units());
      row.put("correlation", a.correlation());
      interval(row, "correlationInterval", a.correlationInterval());
      row.put("difference", a.difference());
      interval(row, "differenceInterval", a.differenceInterval());
    }
    return root;
  }

  private static void effect(ObjectNode row, GateEffects.Effect e) {
    row.put("head", e.head().key()).put("replacement", e.replacement().key());
    row.put("language", e.language()).put("n", e.n()).put("units", e.units());
    row.put("score", e.own()).put("change", e.change().value());
    interval(row, "interval", e.change().interval());
    row.put("answersChanged", e.answers());
    interval(row, "answersInterval", e.answersInterval());
    if (!e.other().isEmpty()) {
      row.put("otherLanguage", e.other());
    }
    if (!Double.isNaN(e.p())) {
      row.put("p", e.change().p()).put("pHolm", e.p()).put("claim", claim(e));
    }
  }

  private static void spread(ObjectNode row, GateSpread s) {
    row.put("head", s.group().head().key()).put("language", s.group().language());
    row.put("label", s.group().label()).put("piece", s.group().piece()).put("n", s.n());
    row.put("mean", s.mean()).put("sd", s.sd());
    row.put("within", s.within()).put("between", s.between()).put("constant", s.constantShare());
  }

  private static void interval(ObjectNode row, String name, Interval interval) {
    row.putArray(name).add(interval.low()).add(interval.high());
  }
}
