package lamina.cli;

import java.nio.file.Path;
import java.util.List;
import lamina.data.format.LabelMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What labels of other sets count as, of data and models alike. */
public final class LabelOptions {
  @Option(
      names = "--map",
      paramLabel = "LABEL=AS",
      description =
          "What labels of another set count as: PERSON=PER,DATE=O or NN=NOUN. May be repeated.")
  private List<String> pairs = List.of();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "The same as a file of lines LABEL,AS. A file "
              + LabelMap.FILE
              + " beside data or a model's config.json is read by itself.")
  private @Nullable Path file;

  /**
   * The map that the options give.
   *
   * @throws lamina.problem.Problem naming what is wrong with it
   */
  public LabelMap map() {
    var map =
        pairs.isEmpty()
            ? LabelMap.NONE
            : UsageError.checked(() -> LabelMap.of(String.join(",", pairs)));
    return file == null ? map : map.or(LabelMap.read(file));
  }
}
