package lamina.lesson;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lamina.data.TaggedSentence;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.fusion.Variant;
import lamina.language.Language;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.model.Prediction;
import lamina.problem.Problem;
import lamina.service.Analysis;

/**
 * What models answered and score: everything that a lesson may say of them.
 *
 * @param sentences by language code, see {@link Sentences}
 * @param models those that the lesson asks
 */
public record Findings(
    Lesson lesson, Map<String, TaggedSentence> sentences, Map<Role, Found> models) {
  /** Copies the maps. */
  public Findings {
    sentences = Map.copyOf(sentences);
    models = Map.copyOf(models);
  }

  /**
   * One model.
   *
   * @param scores kept beside it; may be empty
   * @param analyses of the sentences, by language code, one a variant of {@link #variants}
   */
  public record Found(ModelSummary model, ScoreTable scores, Map<String, List<Analysis>> analyses) {
    /** Copies the map. */
    public Found {
      analyses = Map.copyOf(analyses);
    }

    /** The variant whose layers are compared. */
    public Variant variant() {
      return Findings.variant(model);
    }

    /**
     * The head that mixes a lower layer in: the chosen one; where that has no gate to look at, the
     * gated one in the middle of those that there are.
     */
    public HeadKey fused() {
      var layers = List.copyOf(model.fusionLayers(variant()));
      return model.chosen().variant().equals(variant()) || layers.isEmpty()
          ? model.chosen()
          : new HeadKey(variant(), layers.get(layers.size() / 2));
    }
  }

  /**
   * The variant whose layers are compared, one with gates to look at wherever the model has one:
   * that of the chosen head, or the first.
   */
  public static Variant variant(ModelSummary model) {
    var chosen = model.chosen().variant();
    return chosen.hasGate() && chosen.usesLayer()
        ? chosen
        : model.variants().stream()
            .filter(v -> v.hasGate() && v.usesLayer())
            .findFirst()
            .orElse(chosen);
  }

  /** The variants that a lesson asks for: that of the layers, and that of the chosen head. */
  public static List<Variant> variants(ModelSummary model) {
    return Stream.of(variant(model), model.chosen().variant()).distinct().toList();
  }

  /**
   * A model that the lesson asks.
   *
   * @throws Problem where it isn't in use
   */
  public Found model(Role role) {
    return Optional.ofNullable(models.get(role))
        .orElseThrow(
            () ->
                new Problem("No " + role.name().toLowerCase(java.util.Locale.ROOT) + " answers."));
  }

  /**
   * The sentence in a language.
   *
   * @throws Problem where the lesson has none
   */
  public TaggedSentence sentence(Language language) {
    return Optional.ofNullable(sentences.get(language.code()))
        .orElseThrow(() -> new Problem("The lesson has no sentence in " + language.name() + "."));
  }

  /**
   * What a head answers on a sentence; nothing where the model has no such head.
   *
   * @param head of a variant that was analysed, or the last layer alone
   */
  public Optional<Tagging> tagging(Role role, Language language, HeadKey head) {
    var analyses = analyses(role, language);
    var found =
        layer(role, language, head)
            .map(Analysis.Layer::prediction)
            .or(
                () ->
                    head.equals(HeadKey.LAST)
                        ? analyses.stream().flatMap(a -> Stream.ofNullable(a.last())).findFirst()
                        : Optional.empty());
    return found.map(
        p ->
            switch (p) {
              case Prediction.Tags tags -> tagging(tags, sentence(language).tags());
              case Prediction.PairLabel pair ->
                  throw new Problem("A lesson is about models that tag words.");
            });
  }

  private List<Analysis> analyses(Role role, Language language) {
    return model(role).analyses().getOrDefault(language.code(), List.of());
  }

  private Optional<Analysis.Layer> layer(Role role, Language language, HeadKey head) {
    return analyses(role, language).stream()
        .flatMap(a -> a.layers().stream())
        .filter(l -> l.head().equals(head))
        .findFirst();
  }

  private static Tagging tagging(Prediction.Tags predicted, List<String> labels) {
    var tags = predicted.words().stream().map(w -> w.map(Distribution::label).orElse("")).toList();
    return new Tagging(tags, labels);
  }

  /** What the chosen head of a model answers on a sentence. */
  public Tagging tagging(Role role, Language language) {
    return tagging(role, language, model(role).model().chosen())
        .orElseThrow(() -> new Problem(model(role).model().name() + " has no head that answers."));
  }

  /**
   * The heads that a step reveals, in its order, without repetition; those that the model has.
   *
   * @return nothing where the model has no fusion layers
   */
  public List<HeadKey> heads(Step.Layers step) {
    var found = model(step.role());
    var wanted = new LinkedHashSet<HeadKey>();
    step.reveal().forEach(stop -> wanted.add(stop.in(found)));
    if (wanted.isEmpty()) {
      wanted.add(HeadKey.LAST);
      found.model().fusionLayers(found.variant()).stream()
          .map(l -> new HeadKey(found.variant(), l))
          .forEach(wanted::add);
    }
    var heads = new ArrayList<>(wanted);
    heads.removeIf(h -> tagging(step.role(), step.language(), h).isEmpty());
    return heads.stream().allMatch(HeadKey.LAST::equals) ? List.of() : heads;
  }

  /**
   * The score of a head over the test data of a language.
   *
   * @param language code, or {@link ScoreTable#MEAN}
   */
  public Optional<Score> score(Role role, String language, HeadKey head) {
    return model(role).scores().find(language, head);
  }

  /** The same of a model's chosen head. */
  public Optional<Score> score(Role role, String language) {
    return score(role, language, model(role).model().chosen());
  }

  /** The mean gate of a head over pieces and channels, 0 to 1; nothing where it has no gate. */
  public Optional<Double> gate(Role role, Language language, HeadKey head) {
    return layer(role, language, head)
        .filter(l -> l.meanGate().length > 0)
        .map(
            l -> {
              double sum = 0;
              for (float gate : l.meanGate()) {
                sum += gate;
              }
              return sum / l.meanGate().length;
            });
  }

  /** The sentence beside its language's score; nothing where that wasn't measured. */
  public Optional<Typicality> typicality(Role role, Language language) {
    var tagging = tagging(role, language);
    return score(role, language.code())
        .map(s -> new Typicality(tagging.right(), tagging.words(), s));
  }

  /** How many beats a step has, see {@link LessonProgress}. */
  public int beats(Step step) {
    return switch (step) {
      case Step.Predict predict -> predict.languages().size();
      case Step.Layers layers -> Math.max(1, heads(layers).size());
      case Step.Guess guess -> 2;
      case Step.Say s -> 1;
      case Step.Show s -> 1;
      case Step.Compare s -> 1;
      case Step.Typical s -> 1;
      case Step.Time s -> 1;
    };
  }

  /** A text of the lesson with its blanks filled. */
  public String fill(String text) {
    return Placeholder.fill(text, this);
  }
}
