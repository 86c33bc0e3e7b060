package lamina.ui.workspace;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.evaluate.Claim;
import lamina.evaluate.Family;
import lamina.experiment.Estimate;
import lamina.experiment.ExperimentResults;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/**
 * What is known of a head over a whole test set, from the strongest source at hand: runs of most
 * seeds before the heads of one model.
 */
public final class Evidence {
  private final ModelRegistry models;
  private final Function<Task, List<ExperimentResults>> runs;

  /** Sources whose tests are kept. */
  private static final int MOST = 16;

  /** The slider asks at every step, and a source has up to thousands of tests. */
  private final Map<ExperimentResults, Family<Estimate>> families = new IdentityHashMap<>();

  /**
   * Evidence from models and runs.
   *
   * @param runs the scores of a task's runs that are known
   */
  public Evidence(ModelRegistry models, Function<Task, List<ExperimentResults>> runs) {
    this.models = models;
    this.runs = runs;
  }

  /** A score with the source that it is of. */
  private record Found(ExperimentResults source, Estimate estimate) {}

  /** One sentence on what a head gains in a language; empty where nothing is known. */
  public Optional<String> sentence(ModelSummary model, HeadKey head, Language language) {
    return strongest(model, head, language).map(f -> words(f, language));
  }

  private Optional<Found> strongest(ModelSummary model, HeadKey head, Language language) {
    var tested =
        runs.apply(model.task()).stream()
            .filter(e -> e.role() == models.made(model)) // runs of such models
            .filter(e -> e.frozen() == model.frozen())
            .sorted(Comparator.comparingInt(ExperimentResults::seeds).reversed());
    return Stream.concat(tested, Stream.of(models.evidence(model)))
        .flatMap(source -> found(source, head, language).stream())
        .findFirst();
  }

  private static Optional<Found> found(ExperimentResults source, HeadKey head, Language language) {
    return source.estimates().stream()
        .filter(e -> source.curve().contains(e.condition()))
        .filter(e -> e.head().equals(head) && e.language().equals(language.code()))
        .filter(e -> e.gain().isPresent())
        .findFirst()
        .map(e -> new Found(source, e));
  }

  private String words(Found found, Language language) {
    var gain = found.estimate.gain().orElseThrow();
    if (families.size() > MOST) {
      families.clear(); // of models that were scored anew
    }
    var family = families.computeIfAbsent(found.source, ExperimentResults::family);
    boolean one = found.source.seeds() == 1;
    var key =
        one
            ? "evidence.one"
            : family.claim(found.estimate) == Claim.NOTHING ? "evidence.nothing" : "evidence.shown";
    return Messages.get(
        key,
        found.estimate.n(),
        LanguageWords.name(language),
        FigureTexts.name(FigureTexts.role(found.source.role())) + " " + found.estimate.head().key(),
        LessonTexts.points(gain.value()) + " " + LessonTexts.points(gain.interval()),
        LessonTexts.p(family.p(found.estimate)),
        found.source.seeds(),
        found.source.name());
  }
}
