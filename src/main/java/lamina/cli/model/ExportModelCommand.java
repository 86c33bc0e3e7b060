package lamina.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.cli.UsageError;
import lamina.model.HeadKey;
import lamina.model.PlainExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a model for programs that know nothing of Lamina. */
@Command(
    name = "export-model",
    mixinStandardHelpOptions = true,
    description =
        "Write a checkpoint or model as a plain Hugging Face directory in fp32, with all weights in"
            + " one file and the tokenizer whole. Of its heads the baseline's goes with it.")
public final class ExportModelCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A directory, org/name of a model that was fetched, or a bundled one's name.")
  private String model;

  @Parameters(index = "1", paramLabel = "OUT", description = "Folder to write; not there yet.")
  private Path out;

  @Override
  public Integer call() {
    var report = PlainExport.write(UsageError.checked(() -> ModelLookup.folderOrModel(model)), out);
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode();
      root.put("directory", out.toString())
          .put("tensors", report.tensors())
          .put("values", report.values());
      var heads = root.putArray("headsLeftOut");
      report.leftOut().forEach(h -> heads.add(h.key()));
      common.print(root);
      return 0;
    }
    common
        .out()
        .println(out + ": " + report.tensors() + " tensors, " + report.values() + " numbers, fp32");
    if (!report.leftOut().isEmpty()) {
      common
          .out()
          .println(
              "Left out, since Hugging Face's classes have no place for them: heads "
                  + String.join(", ", report.leftOut().stream().map(HeadKey::key).toList()));
    }
    common.out().flush();
    return 0;
  }
}
