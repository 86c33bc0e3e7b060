package lamina.cli.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lamina.answers.AnsweredSet;
import lamina.answers.Change;
import lamina.answers.ConfusionMatrix;
import lamina.answers.LabelScore;
import lamina.cli.CommandProgress;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.HeadOptions;
import lamina.cli.LabelOptions;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.format.DataFolder;
import lamina.data.format.UnlabelledData;
import lamina.evaluate.AnswerEffect;
import lamina.evaluate.Metric;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.service.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says where a model errs. */
@Command(
    name = "errors",
    mixinStandardHelpOptions = true,
    description =
        "Say where a model errs: precision, recall and F1 of each label, which label is taken for"
            + " which, and what a layer fixes and breaks.")
public final class ErrorsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private LabelOptions labels;
  @Mixin private ModelOption model;
  @Mixin private HeadOptions head;

  @Option(
      names = "--data",
      required = true,
      description = "A file, or a folder with a file a language.")
  private Path data;

  @Option(names = "--lang", description = "Language of the file; of a folder: this file only.")
  private String language;

  @Option(
      names = "--list",
      defaultValue = "10",
      description = "How many fixed and broken answers of each language are listed; 0 for none.")
  private int listed;

  @Override
  public Integer call() {
    var spoken = UsageError.checked(() -> language == null ? null : Languages.of(language));
    var map = labels.map();
    var summary = model.summary(map);
    var key = head.head(summary);
    var folder = DataFolder.of(data, spoken);
    UsageError.checked(
        () -> {
          UnlabelledData.refuse(folder.files(), summary.task());
          return null;
        });
    var heads = new LinkedHashSet<>(List.of(key));
    if (summary.heads().contains(HeadKey.LAST)) {
      heads.add(HeadKey.LAST); // to compare with
    }
    try (var work = new CommandProgress(common, List.of(summary), engine.choice())) {
      var code = spoken == null || java.nio.file.Files.isDirectory(data) ? "" : spoken.code();
      var found =
          work.ask(
              new Request.AnswerSets(
                  summary.name(),
                  folder.files(),
                  code,
                  List.copyOf(heads),
                  Metric.of(summary.task()),
                  map));
      folder.notes().forEach(common::progress);
      found.notes().forEach(common::progress);
      if (common.json()) {
        var root = new ObjectMapper().createObjectNode();
        root.put("model", summary.name()).put("head", key.key());
        root.put("engine", work.engine().engine().key());
        var sets = root.putArray("languages");
        found.sets().forEach(set -> json(set, key, sets.addObject()));
        common.print(root);
      } else {
        found.sets().forEach(set -> print(summary, set, key));
        common.out().flush();
      }
    }
    return 0;
  }

  private void print(ModelSummary summary, AnsweredSet set, HeadKey key) {
    var out = common.out();
    out.printf(
        Locale.ROOT,
        "%s  %s  %s %s  n = %d %s%n%n",
        set.task().label(),
        set.name(),
        summary.name(),
        key.key(),
        set.units(),
        set.task().tagsWords() ? "words" : "pairs");
    out.printf(
        Locale.ROOT,
        "%-14s %7s  %-22s %-22s %-22s%n",
        set.task().marksEntities() ? "entity" : "label",
        "n",
        "precision, %",
        "recall, %",
        "F1, %");
    for (var score : LabelScore.of(set, key)) {
      out.printf(
          Locale.ROOT,
          "%-14s %7d  %-22s %-22s %-22s%n",
          score.label(),
          score.gold(),
          rate(score.precision()),
          rate(score.recall()),
          rate(score.f1()));
    }
    out.println();
    matrix(ConfusionMatrix.of(set, key));
    if (!key.equals(HeadKey.LAST) && set.answers().containsKey(HeadKey.LAST)) {
      changes(set, key);
    }
    out.println();
  }

  private static String rate(LabelScore.Rate rate) {
    return Double.isNaN(rate.value())
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f [%.1f, %.1f]",
            100 * rate.value(),
            100 * rate.interval().low(),
            100 * rate.interval().high());
  }

  private void matrix(ConfusionMatrix matrix) {
    var out = common.out();
    out.printf(Locale.ROOT, "%-14s", "label, answer");
    matrix.answers().forEach(a -> out.printf(Locale.ROOT, " %6s", brief(a)));
    out.println();
    for (int l = 0; l < matrix.labels().size(); l++) {
      out.printf(Locale.ROOT, "%-14s", matrix.labels().get(l));
      for (int count : matrix.counts()[l]) {
        out.printf(Locale.ROOT, " %6s", count == 0 ? "." : Integer.toString(count));
      }
      out.println();
    }
  }

  private static String brief(String answer) {
    return answer.isEmpty() ? "(none)" : answer.substring(0, Math.min(6, answer.length()));
  }

  private void changes(AnsweredSet set, HeadKey key) {
    var out = common.out();
    var changes = Change.of(set, key, set, HeadKey.LAST);
    out.printf(
        Locale.ROOT,
        "%nAgainst the last layer alone: %d fixed, %d broken, %d changed otherwise%n",
        Change.count(changes, AnswerEffect.FIXED),
        Change.count(changes, AnswerEffect.BROKEN),
        Change.count(changes, AnswerEffect.CHANGED));
    for (var effect : List.of(AnswerEffect.FIXED, AnswerEffect.BROKEN)) {
      changes.stream()
          .filter(c -> c.effect() == effect)
          .limit(listed)
          .forEach(
              c ->
                  out.printf(
                      Locale.ROOT,
                      "%-7s %s -> %s  %s%n",
                      effect.name().toLowerCase(Locale.ROOT),
                      c.before().label(),
                      c.now().label(),
                      where(set, c.place())));
    }
  }

  /** A word with its sentence, or a pair. */
  private static String where(AnsweredSet set, AnsweredSet.Place place) {
    return switch (set.examples().get(place.example())) {
      case TaggedSentence s -> s.words().get(place.unit()) + "  (" + s.id() + ")";
      case SentencePair p -> p.premise() + " / " + p.hypothesis() + "  (" + p.id() + ")";
    };
  }

  private void json(AnsweredSet set, HeadKey key, ObjectNode into) {
    into.put("language", set.language()).put("data", set.name()).put("units", set.units());
    into.put("metric", set.metric().label());
    var scores = into.putArray("labels");
    for (var s : LabelScore.of(set, key)) {
      var row = scores.addObject().put("label", s.label());
      row.put("n", s.gold()).put("answered", s.answered()).put("right", s.right());
      rate(row, "precision", s.precision());
      rate(row, "recall", s.recall());
      rate(row, "f1", s.f1());
    }
    var matrix = ConfusionMatrix.of(set, key);
    var confusion = into.putObject("confusion");
    matrix.labels().forEach(confusion.putArray("labels")::add);
    matrix.answers().forEach(confusion.putArray("answers")::add);
    ArrayNode rows = confusion.putArray("counts");
    for (int[] row : matrix.counts()) {
      var cells = rows.addArray();
      for (int count : row) {
        cells.add(count);
      }
    }
    if (key.equals(HeadKey.LAST) || !set.answers().containsKey(HeadKey.LAST)) {
      return;
    }
    var changes = Change.of(set, key, set, HeadKey.LAST);
    var against = into.putObject("againstLast");
    for (var effect : List.of(AnswerEffect.FIXED, AnswerEffect.BROKEN, AnswerEffect.CHANGED)) {
      against.put(effect.name().toLowerCase(Locale.ROOT), Change.count(changes, effect));
    }
    var list = against.putArray("changes");
    for (var c : changes) {
      list.addObject()
          .put("id", set.examples().get(c.place().example()).id())
          .put("unit", c.place().unit())
          .put("label", c.gold())
          .put("before", c.before().label())
          .put("now", c.now().label())
          .put("effect", c.effect().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void rate(ObjectNode into, String name, LabelScore.Rate rate) {
    if (Double.isNaN(rate.value())) {
      into.putNull(name);
      return;
    }
    into.putObject(name)
        .put("value", rate.value())
        .put("low", rate.interval().low())
        .put("high", rate.interval().high());
  }
}
