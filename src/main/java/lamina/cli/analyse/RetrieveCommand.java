package lamina.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.data.Dataset;
import lamina.data.Tasks;
import lamina.data.format.DatasetReader;
import lamina.evaluate.Intervals;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.similarity.LayerRetrieval;
import lamina.similarity.StateReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures by layer how many sentences find their translation. */
@Command(
    name = "retrieve",
    mixinStandardHelpOptions = true,
    description =
        "Translation retrieval by layer: of parallel sentences, the share whose translation is the"
            + " nearest by cosine of centred mean hidden states, mean of both directions.")
public final class RetrieveCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "A Hugging Face directory or, of those fetched, its org/name.")
  private String checkpoint = "";

  @Option(
      names = "--data",
      required = true,
      description = "Folder of parallel CoNLL-U files named like ar.conllu, among them English.")
  private Path data = Path.of("");

  @Option(names = "--lang", split = ",", description = "Languages to pair with English (all).")
  private List<String> languages = List.of();

  @Override
  public Integer call() {
    var codes =
        UsageError.checked(() -> languages.stream().map(RetrieveCommand::code).distinct().toList());
    var english = read("en");
    var others = others(codes).stream().map(this::read).toList();
    if (numbered(english) && others.stream().anyMatch(RetrieveCommand::numbered)) {
      common.progress(
          "Sentences are paired by their numbers in the files: with other ids (# sent_id) a missing"
              + " sentence wouldn't shift those after it.");
    }
    try (var reader = StateReader.open(ModelLookup.folder(checkpoint), List.of())) {
      print(LayerRetrieval.of(reader, english, others));
    }
    return 0;
  }

  private static String code(String name) {
    var code = Languages.of(name).code();
    if (code.equals("en")) {
      throw new Problem("--lang: each is paired with English; name others than that.");
    }
    return code;
  }

  /** Whether ids say no more than what stands where. */
  private static boolean numbered(Dataset set) {
    return IntStream.range(0, set.examples().size())
        .allMatch(i -> set.examples().get(i).id().equals(Integer.toString(i + 1)));
  }

  private Dataset read(String code) {
    var file = data.resolve(code + ".conllu");
    if (!Files.isRegularFile(file)) {
      throw new Problem(file + " isn't there; a CoNLL-U file for each language was expected.");
    }
    return DatasetReader.read(file, Tasks.KNOWN.ofTreebanks(), Languages.of(code));
  }

  private List<String> others(List<String> wanted) {
    if (!wanted.isEmpty()) {
      return wanted;
    }
    var found = new ArrayList<String>();
    for (var language : Languages.all()) {
      if (!language.code().equals("en")
          && Files.isRegularFile(data.resolve(language.code() + ".conllu"))) {
        found.add(language.code());
      }
    }
    if (found.isEmpty()) {
      throw new Problem(
          data + ": there is no CoNLL-U file of a language to pair with English, like ar.conllu.");
    }
    return found;
  }

  private void print(List<LayerRetrieval> found) {
    int depth = found.getFirst().there().length;
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode().put("checkpoint", checkpoint);
      var pairs = root.putArray("pairs");
      for (var f : found) {
        var node = pairs.addObject().put("from", f.from()).put("to", f.to()).put("n", f.n());
        node.put("alone", f.alone()).put("cut", f.cut());
        var there = node.putArray("there");
        var back = node.putArray("back");
        for (int layer = 0; layer < depth; layer++) {
          there.add(f.there()[layer]);
          back.add(f.back()[layer]);
        }
      }
      common.print(root);
      return;
    }
    int best = 0;
    for (int layer = 0; layer < depth; layer++) {
      best = mean(found, layer) > mean(found, best) ? layer : best;
    }
    var out = common.out();
    for (int layer = 0; layer < depth; layer++) {
      out.printf(
          Locale.ROOT,
          "layer %2d  mean %5.1f %%%s%n",
          layer,
          100 * mean(found, layer),
          layer == best ? "  best" : "");
    }
    for (var f : found) {
      var there = Intervals.wilson(f.there()[best], f.n());
      var back = Intervals.wilson(f.back()[best], f.n());
      out.printf(
          Locale.ROOT,
          "%s-%s  %5.1f [%.1f, %.1f]  back %5.1f [%.1f, %.1f]  n = %d, layer %d%s%s%n",
          f.from(),
          f.to(),
          100.0 * f.there()[best] / f.n(),
          100 * there.low(),
          100 * there.high(),
          100.0 * f.back()[best] / f.n(),
          100 * back.low(),
          100 * back.high(),
          f.n(),
          best,
          f.alone() > 0 ? ", " + f.alone() + " left out, which one of the two lacks" : "",
          f.cut() > 0 ? ", " + f.cut() + " cut to the model's length" : "");
    }
    out.flush();
  }

  private static double mean(List<LayerRetrieval> found, int layer) {
    return found.stream().mapToDouble(f -> f.share(layer)).average().orElse(0);
  }
}
