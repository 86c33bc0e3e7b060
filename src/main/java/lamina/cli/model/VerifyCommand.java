package lamina.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lamina.cli.CommonOptions;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that models are those that were saved, byte by byte. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check every byte of models against the hashes in their lamina.json.")
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Directories of models.")
  private List<Path> directories;

  @Option(
      names = "--record",
      description =
          "Take what lies there for right, kept scores included: write its hashes into"
              + " lamina.json.")
  private boolean record;

  @Override
  public Integer call() {
    var root = new ObjectMapper().createObjectNode();
    for (var directory : directories) {
      var contents = record ? record(directory) : ModelFiles.verify(directory);
      root.put(directory.toString(), contents.key().digest());
      if (!common.json()) {
        common.out().println(directory + "  " + contents.key().digest());
      }
    }
    if (common.json()) {
      common.print(root);
    }
    common.out().flush();
    return 0;
  }

  private static ModelContents record(Path directory) {
    var contents = ModelFiles.record(directory);
    var scores = lamina.evaluate.ScoreTable.read(directory);
    if (!scores.scores().isEmpty()) {
      scores.write(directory, contents);
    }
    return contents;
  }
}
