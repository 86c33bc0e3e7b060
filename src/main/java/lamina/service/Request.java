package lamina.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.analyse.GateNorms;
import lamina.bench.LatencyPlan;
import lamina.bench.LatencyReport;
import lamina.data.format.LabelMap;
import lamina.engine.EngineChoice;
import lamina.evaluate.Metric;
import lamina.fusion.Variant;
import lamina.model.HeadKey;
import lamina.model.ModelContents;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.text.Input;

/**
 * Something to do for a person. All of it is plain values, so that the service may as well stand in
 * another process.
 *
 * @param <R> what the answer is
 */
public sealed interface Request<R> {
  /** Models that the request is about, by name. */
  List<String> models();

  /** Whether a person waits for it, so that it goes before what takes long. */
  default boolean interactive() {
    return false;
  }

  /** Predict, with gates, at every fusion layer of a variant: interactive. */
  record Analyse(String model, Input input, Variant variant) implements Request<Analysis> {
    @Override
    public List<String> models() {
      return List.of(model);
    }

    @Override
    public boolean interactive() {
      return true;
    }
  }

  /**
   * Predict, with mean gates, for several texts, such as one sentence in several languages:
   * interactive, and other interactive requests pass between two texts. Gates of single channels
   * are left out.
   */
  record AnalyseAll(String model, List<Input> inputs, Variant variant)
      implements Request<List<Analysis>> {
    /** Copies the list. */
    public AnalyseAll {
      inputs = List.copyOf(inputs);
    }

    @Override
    public List<String> models() {
      return List.of(model);
    }

    @Override
    public boolean interactive() {
      return true;
    }
  }

  /**
   * The self-attention of one token in one layer: interactive.
   *
   * @param layer layer of the encoder, 1 to L
   * @param token index into the pieces of the input, 0 to T - 1
   */
  record Attend(String model, Input input, int layer, int token) implements Request<AttentionRows> {
    @Override
    public List<String> models() {
      return List.of(model);
    }

    @Override
    public boolean interactive() {
      return true;
    }
  }

  /**
   * Answer an input whole: words that are more than the model reads at once in windows that
   * overlap. {@link Analyse} looks at the first of them alone.
   */
  record Answer(String model, Input input, HeadKey head) implements Request<Prediction> {
    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /**
   * Score heads of a model on data files, all from one encoder pass over each; with several
   * languages also their mean without English.
   *
   * @param files in any format that {@code lamina.data} reads
   * @param language code, or empty to take it from each file's name
   * @param heads which heads to score
   * @param metric one of the model's task
   * @param labels what labels of the data count as that are those of another set
   */
  record Evaluate(
      String model,
      List<Path> files,
      String language,
      List<HeadKey> heads,
      Metric metric,
      LabelMap labels)
      implements Request<Evaluation> {
    /** Copies the lists. */
    public Evaluate {
      files = List.copyOf(files);
      heads = List.copyOf(heads);
    }

    /** Of labels only a file beside the data says anything. */
    public Evaluate(
        String model, List<Path> files, String language, List<HeadKey> heads, Metric metric) {
      this(model, files, language, heads, metric, LabelMap.NONE);
    }

    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /**
   * Answer data files with several heads, all from one encoder pass over each language.
   *
   * @param files in any format that {@code lamina.data} reads
   * @param language code, or empty to take it from each file's name
   * @param heads which heads answer
   * @param metric one of the model's task
   * @param labels what labels of the data count as that are those of another set
   */
  record AnswerSets(
      String model,
      List<Path> files,
      String language,
      List<HeadKey> heads,
      Metric metric,
      LabelMap labels)
      implements Request<AnsweredSets> {
    /** Copies the lists. */
    public AnswerSets {
      files = List.copyOf(files);
      heads = List.copyOf(heads);
    }

    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /**
   * Find what a model's gates are as a rule, over texts of data files.
   *
   * @param files in any format that {@code lamina.data} reads
   * @param language code, or empty to take it from each file's name
   * @param labels what labels of the data count as that are those of another set
   */
  record SurveyGates(String model, List<Path> files, String language, LabelMap labels)
      implements Request<GateNorms> {
    /** Copies the list. */
    public SurveyGates {
      files = List.copyOf(files);
    }

    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /**
   * What the states of a model, or of a bare encoder, say of languages.
   *
   * @param directory of the model or encoder, which need not be in use
   * @param files parallel treebanks, one a language
   * @param probe English treebank that probes learn from, best one that the model was not
   *     fine-tuned on; empty for none
   * @param sentences most of each language
   */
  record SurveyStates(Path directory, List<Path> files, Optional<Path> probe, int sentences)
      implements Request<StatesReport> {
    /** Copies the list. */
    public SurveyStates {
      files = List.copyOf(files);
    }

    @Override
    public List<String> models() {
      return List.of();
    }
  }

  /**
   * Time models side by side on the same inputs, interleaved.
   *
   * @param heads one a model: which head answers
   * @param engines that each model is timed with; the service's own where there are none
   * @param ownProcesses whether each model and engine gets a process of its own, which takes longer
   *     to begin and says how much memory each one needs
   */
  record Measure(
      List<String> models,
      List<HeadKey> heads,
      List<EngineChoice> engines,
      LatencyPlan plan,
      boolean ownProcesses)
      implements Request<LatencyReport> {
    /** Copies the lists. */
    public Measure {
      models = List.copyOf(models);
      heads = List.copyOf(heads);
      engines = List.copyOf(engines);
    }
  }

  /** Check every byte of a model's files: they must be those that were loaded. */
  record Verify(String model) implements Request<ModelContents> {
    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /** Load a model, so that the first question to it doesn't wait. */
  record Ready(String model) implements Request<ModelSummary> {
    @Override
    public List<String> models() {
      return List.of(model);
    }
  }

  /** Say which engine computes and which others could. */
  record Offers() implements Request<EngineInUse> {
    @Override
    public List<String> models() {
      return List.of();
    }
  }

  /** Compute with another engine from now on, all models. */
  record Use(EngineChoice choice) implements Request<EngineInUse> {
    @Override
    public List<String> models() {
      return List.of();
    }
  }

  /**
   * Take a model's directory into use, beside those that are there; one that is in use already is
   * read again. The answer's name is unlike that of any other model in use.
   *
   * @param directory as {@code lamina train} or {@code lamina distil} wrote it
   */
  record Open(Path directory) implements Request<ModelSummary> {
    @Override
    public List<String> models() {
      return List.of();
    }
  }
}
