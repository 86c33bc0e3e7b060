package lamina.cli.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lamina.analyse.GateNorms;
import lamina.cli.CommandProgress;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.HeadOptions;
import lamina.cli.LabelOptions;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.format.DataFolder;
import lamina.evaluate.Metric;
import lamina.evaluate.ScoreTable;
import lamina.files.AtomicFile;
import lamina.files.Destination;
import lamina.files.RegularFile;
import lamina.files.RunLock;
import lamina.fusion.Variant;
import lamina.language.Languages;
import lamina.model.ModelContents;
import lamina.model.ModelSummary;
import lamina.problem.Problem;
import lamina.service.Evaluation;
import lamina.service.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a model on data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Score a model per language, with intervals.")
public final class EvaluateCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 64 << 20;

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
      names = "--scheme",
      description =
          "What counts as a named entity: conlleval (the default, as seqeval and XTREME count) or"
              + " iob2-strict.")
  private String scheme;

  @Option(
      names = "--save",
      description =
          "Keep the scores beside the model, for the window to show, and what its gates are as a"
              + " rule.")
  private boolean save;

  @Override
  public Integer call() {
    var spoken = UsageError.checked(() -> language == null ? null : Languages.of(language));
    var map = labels.map();
    var summary = model.summary(map);
    var metric = UsageError.checked(() -> Metric.of(summary.task(), scheme));
    var heads = head.heads(summary);
    var folder = DataFolder.of(data, spoken);
    var choice = engine.choice();
    if (save) {
      checkKept(summary.directory(), metric);
      Destination.file(summary.directory().resolve(ScoreTable.FILE));
    }
    try (var work = new CommandProgress(common, List.of(summary), choice)) {
      var code = spoken == null || Files.isDirectory(data) ? "" : spoken.code();
      var used = work.engine().engine().key();
      if (save && !work.engine().engine().exact()) {
        throw new Problem(
            "Scores that are kept are those of exact fp32: leave out --save, or --engine "
                + choice.key()
                + ".");
      }
      var found =
          work.ask(new Request.Evaluate(summary.name(), folder.files(), code, heads, metric, map));
      var contents =
          save
              ? Optional.of(work.ask(new Request.Verify(summary.name())))
              : Optional.<ModelContents>empty();
      print(summary, folder, found, used);
      if (contents.isPresent()) { // what was measured is told, whatever becomes of the files
        keep(summary.directory(), new ScoreTable(found.scores()), contents.get());
        if (summary.variants().stream().anyMatch(Variant::hasGate)) {
          var survey = new Request.SurveyGates(summary.name(), folder.files(), code, map);
          keep(summary.directory(), work.ask(survey), contents.get());
        }
      }
    }
    return 0;
  }

  private void print(ModelSummary summary, DataFolder folder, Evaluation found, String used) {
    var scores = found.scores();
    var notes = Stream.concat(folder.notes().stream(), found.notes().stream()).toList();
    notes.forEach(common::progress);
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode();
      root.put("model", summary.name()).put("protocol", summary.protocol());
      root.put("engine", used);
      notes.forEach(root.putArray("notes")::add);
      var rows = root.putArray("results");
      scores.forEach(s -> rows.add(ScoreTable.json(s)));
      common.print(root);
    } else {
      scores.forEach(s -> common.out().println(CommonOptions.line(s)));
      common.out().flush();
    }
  }

  /** Scores of other languages that are kept there stay. */
  private void keep(Path directory, ScoreTable found, ModelContents contents) {
    try (var _ = RunLock.take(directory)) {
      var before = ScoreTable.read(directory);
      var all = before.with(found);
      var lost = before.lost(all);
      var file = directory.resolve(ScoreTable.FILE);
      if (!lost.isEmpty()) {
        var old = directory.resolve(ScoreTable.OLD);
        AtomicFile.write(old, RegularFile.bytes(file, MOST_BYTES));
        common.progress(
            "Scores over other examples went, since one table has one set a language: "
                + lost.entrySet().stream()
                    .map(e -> e.getValue() + " of " + e.getKey())
                    .collect(Collectors.joining(", "))
                + ". The table as it was is kept in "
                + old
                + ".");
      }
      all.write(directory, contents);
      common.progress("Kept in " + file);
      if (means(before) > 0 && means(all) < means(before)) {
        common.progress(
            "The mean over languages was of other scores and is gone: score all languages together"
                + " to have one.");
      }
    }
  }

  /** What gates are over more texts stays. */
  private void keep(Path directory, GateNorms found, ModelContents contents) {
    try (var _ = RunLock.take(directory)) {
      int before = textsBefore(directory);
      if (found.texts() >= before) {
        found.write(directory, contents);
        common.progress("Gates as a rule are kept in " + directory.resolve(GateNorms.FILE));
      } else {
        common.progress(
            directory.resolve(GateNorms.FILE)
                + " stays, which is over "
                + before
                + " texts; these are "
                + found.texts()
                + ".");
      }
    }
  }

  private static int textsBefore(Path directory) {
    try {
      return GateNorms.read(directory).map(GateNorms::texts).orElse(0);
    } catch (Problem e) {
      return 0; // a broken file is replaced
    }
  }

  private static long means(ScoreTable table) {
    return table.scores().stream().filter(s -> s.language().equals(ScoreTable.MEAN)).count();
  }

  private static void checkKept(Path directory, Metric metric) {
    ScoreTable.read(directory)
        .metric()
        .filter(kept -> kept != metric)
        .ifPresent(
            kept -> {
              throw new Problem(
                  directory.resolve(ScoreTable.FILE)
                      + " keeps scores by "
                      + kept.label()
                      + "; those by "
                      + metric.label()
                      + " can't stand beside them. Remove the file first, or leave out --save.");
            });
  }
}
