package lamina.cli.use;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lamina.cli.CommandProgress;
import lamina.cli.CommonOptions;
import lamina.cli.EngineOption;
import lamina.cli.LabelOptions;
import lamina.cli.ModelLookup;
import lamina.cli.ModelOption;
import lamina.cli.UsageError;
import lamina.cli.VariantNames;
import lamina.data.Task;
import lamina.fusion.Variants;
import lamina.language.Languages;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.Prediction;
import lamina.problem.Problem;
import lamina.service.Analysis;
import lamina.service.Request;
import lamina.text.Input;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts for one text. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predict for one text, with gates.")
public final class PredictCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private EngineOption engine;
  @Mixin private LabelOptions labels;
  @Mixin private ModelOption model;

  @Option(names = "--lang", required = true, description = "Language code of the text.")
  private String language;

  @Option(names = "--layer", description = "Fusion layer, or last; the chosen one if left out.")
  private String layer;

  @Option(
      names = "--variant",
      completionCandidates = VariantNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String variant;

  @Option(names = "--text", required = true, description = "The text, or the premise.")
  private String text;

  @Option(names = "--text-pair", description = "The hypothesis, or the second sentence.")
  private String pair;

  @Override
  public Integer call() {
    var spoken = UsageError.checked(() -> Languages.of(language));
    var summary = model.summary(labels.map());
    var wanted = summary.task();
    var kind =
        UsageError.checked(
            () -> variant == null ? summary.chosen().variant() : Variants.KNOWN.of(variant));
    var key = UsageError.checked(() -> ModelLookup.head(summary, variant, layer));
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
