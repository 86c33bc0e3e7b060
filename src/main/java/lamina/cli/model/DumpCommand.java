package lamina.cli.model;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.cli.ModelLookup;
import lamina.model.StateDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes hidden states, gates and fusions of given token ids. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description =
        "Write all hidden states; gates and fusions where there are fusion weights; logits and"
            + " gates of the heads where it is a model.")
public final class DumpCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--checkpoint",
      required = true,
      description = "A Hugging Face directory or, of those fetched, its org/name.")
  private String checkpoint;

  @Option(
      names = "--input",
      required = true,
      description = "safetensors with input_ids, attention_mask and token_type_ids, I64 (B, T).")
  private Path input;

  @Option(names = "--output", required = true, description = "safetensors to write.")
  private Path output;

  @Override
  public Integer call() {
    int count = StateDump.write(ModelLookup.folder(checkpoint), input, output);
    common.progress(count + " tensors in " + output);
    return 0;
  }
}
