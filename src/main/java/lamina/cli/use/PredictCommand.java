package lamina.cli.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lamina.answers.AnswersFile;
import lamina.cli.CommandProgress;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.HeadOptions;
import lamina.cli.LabelOptions;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.data.Task;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.problem.Problem;
import lamina.service.Analysis;
import lamina.service.FileAnswers;
import lamina.service.Request;
import lamina.text.Input;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts for one text, or for a file. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predict for one text, with gates, or for a whole file.")
public final class PredictCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private LabelOptions labels;
  @Mixin private ModelOption model;

  @Mixin private HeadOptions head;

  @Option(
      names = "--lang",
      description = "Language code of the text; of a file the one that its name tells if left out.")
  private String language;

  @Option(names = "--text", description = "The text, or the premise.")
  private String text;

  @Option(names = "--text-pair", description = "The hypothesis, or the second sentence.")
  private String pair;

  @Option(
      names = "--data",
      description =
          "A file in place of a text: all its examples are answered, with --layer all or --variant"
              + " all by every such head. Labelled data of any form, or .txt: a sentence a line,"
              + " of pairs two texts with a tab between them.")
  private Path data;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "MODEL",
      description = "Models that answer the file too, each in columns of its own.")
  private List<String> others = List.of();

  @Option(
      names = "--out",
      description = "File for the answers to --data: .tsv, .jsonl or, of POS, .conllu.")
  private Path out;

  @Override
  public Integer call() {
    UsageError.checked(this::check);
    return data == null ? one() : file();
  }

  private Void check() {
    if ((data == null) == (text == null)) {
      throw new Problem("Give one of --text and --data.");
    }
    if (data == null && language == null) {
      throw new Problem("Give the text's language as --lang.");
    }
    if ((data == null) != (out == null)) {
      throw new Problem("--data and --out belong together: the answers to a file go to a file.");
    }
    return null;
  }

  /** Answers a whole file. */
  private int file() {
    var spoken = UsageError.checked(() -> language == null ? null : Languages.of(language));
    var map = labels.map();
    var all = new ArrayList<>(List.of(model.summary(map)));
    var task = all.getFirst().task();
    others.forEach(name -> all.add(UsageError.checked(() -> ModelLookup.find(name, task, map))));
    var models = ModelSummary.distinct(all);
    UsageError.checked(
        () -> {
          AnswersFile.check(out, task.inTreebanks());
          return null;
        });
    var answers =
        new FileAnswers(
            data,
            spoken == null ? "" : spoken.code(),
            map,
            models.stream().map(m -> new FileAnswers.Asked(m, head.heads(m))).toList(),
            out);
    answers.check();
    try (var work = new CommandProgress(common, models, engine.choice())) {
      FileAnswers.Written written =
          work.await((then, otherwise) -> answers.run(work, then, otherwise));
      written.notes().forEach(common::progress);
      common.progress(
          "Wrote "
              + written.units()
              + (task.tagsWords() ? " words" : " pairs")
              + " with "
              + written.columns()
              + " answers each to "
              + out);
    }
    return 0;
  }

  private int one() {
    var spoken = UsageError.checked(() -> Languages.of(language));
    var summary = model.summary(labels.map());
    var wanted = summary.task();
    var variant = head.variant();
    var kind =
        UsageError.checked(
            () -> variant == null ? summary.chosen().variant() : Variants.KNOWN.of(variant));
    var key = head.head(summary);
    var input = UsageError.checked(() -> input(wanted));
    try (var work = new CommandProgress(common, List.of(summary), engine.choice())) {
      var analysis = work.ask(new Request.Analyse(summary.name(), input, kind));
      var chosen =
          key.equals(HeadKey.LAST) && !kind.isBaseline()
              ? new Analysis.Layer(key, analysis.last(), new float[0][], new float[0])
              : analysis.layers().stream()
                  .filter(l -> l.head().equals(key))
                  .findFirst()
                  .orElseThrow();
      var prediction = chosen.prediction();
      if (analysis.tokens().cut().happened() && wanted.tagsWords()) {
        prediction = work.ask(new Request.Answer(summary.name(), input, key));
        common.progress(
            "Longer than the model reads at once: all words are answered, in windows that overlap;"
                + " pieces and gates are shown of the first "
                + analysis.tokens().cut().keptPieces()
                + " of "
                + analysis.tokens().cut().allPieces()
                + " pieces.");
      } else if (analysis.tokens().cut().happened()) {
        common.progress(analysis.tokens().note());
      }
      if (common.json()) {
        var json = json(wanted, spoken.code(), summary.name(), analysis, chosen, prediction);
        common.print(json.put("engine", work.engine().engine().key()));
      } else {
        print(analysis, prediction);
      }
    }
    return 0;
  }

  private Input input(Task wanted) {
    if (wanted.tagsWords()) {
      return new Input.Text(text);
    }
    if (pair == null) {
      throw new Problem(wanted.label() + " compares two texts: give the second as --text-pair.");
    }
    return new Input.Pair(text, pair);
  }

  private static ObjectNode json(
      Task task,
      String language,
      String model,
      Analysis analysis,
      Analysis.Layer chosen,
      Prediction prediction) {
    var root = new ObjectMapper().createObjectNode();
    root.put("task", task.key()).put("language", language).put("model", model);
    root.put("variant", chosen.head().variant().key());
    if (chosen.head().variant().usesLayer()) {
      root.put("layer", chosen.head().layer());
    } else {
      root.put("layer", chosen.head().variant().key());
    }
    var cut = root.putObject("cut");
    cut.put("kept", analysis.tokens().cut().keptPieces());
    cut.put("of", analysis.tokens().cut().allPieces());
    var tokens = root.putArray("tokens");
    analysis.tokens().pieces().forEach(tokens::add);
    var words = root.putArray("words");
    switch (prediction) {
      case Prediction.Tags tags -> {
        for (int w = 0; w < tags.words().size(); w++) {
          var word = words.addObject().put("word", analysis.tokens().words().get(w));
          label(word, tags.words().get(w));
        }
      }
      case Prediction.PairLabel p -> {
        analysis.tokens().words().forEach(w -> words.addObject().put("word", w));
        label(root, Optional.of(p.distribution()));
      }
    }
    numbers(root.putArray("gate"), chosen.meanGate());
    var means = root.putArray("meanGateByLayer");
    for (var l : analysis.layers()) {
      if (l.meanGate().length > 0) {
        double sum = 0;
        for (float g : l.meanGate()) {
          sum += g;
        }
        means.addObject().put("layer", l.head().layer()).put("gate", sum / l.meanGate().length);
      }
    }
    return root;
  }

  private static void label(ObjectNode into, Optional<Distribution> found) {
    if (found.isEmpty()) {
      into.putNull("label").putNull("probability");
      return;
    }
    var d = found.get();
    into.put("label", d.label()).put("probability", d.probability());
    if (!d.own().equals(d.label())) {
      into.put("own", d.own());
    }
    var all = into.putObject("distribution");
    for (int i = 0; i < d.labels().size(); i++) {
      all.put(d.labels().get(i), d.probabilities()[i]);
    }
  }

  private static void numbers(ArrayNode into, float[] values) {
    for (float v : values) {
      into.add(v);
    }
  }

  private void print(Analysis analysis, Prediction prediction) {
    var out = common.out();
    switch (prediction) {
      case Prediction.PairLabel p -> {
        var d = p.distribution();
        for (int i = 0; i < d.labels().size(); i++) {
          out.printf(
              Locale.ROOT,
              "%-14s %.3f%s%n",
              d.labels().get(i),
              d.probabilities()[i],
              d.labels().equals(d.counts()) ? "" : "  " + d.counts().get(i));
        }
      }
      case Prediction.Tags tags -> {
        for (int w = 0; w < tags.words().size(); w++) {
          var word = analysis.tokens().words().get(w);
          var d = tags.words().get(w);
          out.printf(
              Locale.ROOT,
              "%-20s %s%n",
              word,
              d.map(
                      x ->
                          String.format(Locale.ROOT, "%-6s %.3f", x.label(), x.probability())
                              + (x.own().equals(x.label()) ? "" : "  " + x.own()))
                  .orElse("(cut)"));
        }
      }
    }
    out.flush();
  }
}
