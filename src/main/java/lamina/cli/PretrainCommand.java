package lamina.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lamina.pretrain.PretrainListener;
import lamina.pretrain.PretrainProgress;
import lamina.pretrain.PretrainResult;
import lamina.pretrain.PretrainSettings;
import lamina.pretrain.Pretraining;
import lamina.pretrain.VocabularyTrainer;
import lamina.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes or improves an encoder from text and translations. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description =
        "Pretrain an encoder on text and translations, or make a vocabulary (--make-vocab). A run"
            + " that was cut off goes on.")
public final class PretrainCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private PretrainOptions options;

  @Option(
      names = "--make-vocab",
      paramLabel = "N",
      description =
          "Only learn a vocabulary of N pieces from --text and write it to the file --out.")
  private Integer pieces;

  @Override
  public Integer call() {
    return pieces == null ? pretrain() : vocabulary();
  }

  private int vocabulary() {
    var text = needed("text", options.text());
    var out = needed("out", options.out());
    int size = VocabularyTrainer.write(Path.of(text), pieces, options.alpha(), Path.of(out));
    if (common.json()) {
      common.print(new ObjectMapper().createObjectNode().put("file", out).put("pieces", size));
    } else {
      common.out().println(out + ": " + size + " pieces");
      common.out().flush();
    }
    return 0;
  }

  private static String needed(String name, String value) {
    if (value == null) {
      throw new WrongUse(new Problem("Setting " + name + " is missing."));
    }
    return value;
  }

  private int pretrain() {
    var settings = WrongUse.checked(() -> PretrainSettings.of(options.changes()));
    print(settings, Pretraining.run(settings, new Teller(common)));
    return 0;
  }

  private void print(PretrainSettings settings, PretrainResult result) {
    if (common.json()) {
      var json =
          new ObjectMapper()
              .createObjectNode()
              .put("model", settings.out())
              .put("steps", result.step())
              .put("tokens", result.tokens())
              .put("seconds", result.seconds());
      var layers = json.putArray("retrieval");
      Arrays.stream(result.retrieval()).forEach(layers::add);
      common.print(json);
    } else {
      common
          .out()
          .printf(
              Locale.ROOT,
              "%s: %d steps, %d tokens, %.0f tokens/s%s%n",
              settings.out(),
              result.step(),
              result.tokens(),
              result.tokens() / result.seconds(),
              retrieval(result.retrieval()));
      common.out().flush();
    }
  }

  private static String retrieval(double[] byLayer) {
    return byLayer.length == 0
        ? ""
        : ", held-out retrieval by layer "
            + Arrays.stream(byLayer)
                .mapToObj(x -> String.format(Locale.ROOT, "%.3f", x))
                .collect(Collectors.joining(" "));
  }

  /** Says how a run goes. */
  private record Teller(Common common) implements PretrainListener {
    @Override
    public void read(int sentences, int pairs, long links, int words) {
      common.progress(
          String.format(
              Locale.ROOT,
              "%d sentences, %d pairs, %d links, %d words with translations",
              sentences,
              pairs,
              links,
              words));
    }

    @Override
    public void resumed(int step) {
      common.progress("goes on at step " + step);
    }

    @Override
    public void progress(PretrainProgress p) {
      var losses = new LinkedHashMap<>(p.losses());
      common.progress(
          String.format(
              Locale.ROOT,
              "step %d  %.1f %%  rate %.2e  %s  %.0f tokens/s  %.0f s left",
              p.step(),
              100 * p.done(),
              p.rate(),
              losses.entrySet().stream()
                  .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey(), e.getValue()))
                  .collect(Collectors.joining("  ")),
              p.tokens() / p.seconds(),
              p.seconds() / p.done() * (1 - p.done())));
    }

    @Override
    public void retrieved(int step, double[] byLayer) {
      common.progress("step " + step + ": saved" + retrieval(byLayer));
    }
  }
}
