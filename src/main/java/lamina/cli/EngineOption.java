package lamina.cli;

import java.util.List;
import lamina.engine.EngineChoice;
import picocli.CommandLine.Option;

/** How hidden states are computed. */
public final class EngineOption {
  @Option(
      names = "--engine",
      completionCandidates = EngineNames.class,
      description =
          "auto (the fastest of the exact ones, the default), fastest (may round), or"
              + " ${COMPLETION-CANDIDATES}.")
  private String engine = EngineChoice.AUTO.key();

  public EngineChoice choice() {
    return UsageError.checked(() -> new EngineChoice(engine));
  }

  /** For commands that take several, with commas between them. */
  public List<EngineChoice> choices() {
    return UsageError.checked(
        () -> List.of(engine.split(",")).stream().map(EngineChoice::new).toList());
  }
}
