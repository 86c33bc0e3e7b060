package lamina.pretrain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lamina.encoder.EncoderConfig;
import lamina.encoder.Torch;
import lamina.encoder.Weights;
import lamina.problem.Problem;
import lamina.text.Tokenizer;

/** One run from text to a checkpoint directory. */
public final class Pretraining {
  private static final int POSITIONS = 512;
  private static final int TYPES = 2;

  private Pretraining() {}

  /**
   * Pretrains, or goes on where the same run was cut off, and saves the model in {@code
   * settings.out()}.
   *
   * @param listener told every few steps; may stop the run
   * @throws Problem naming a setting, a file or a tensor that is wrong
   */
  public static PretrainResult run(PretrainSettings settings, PretrainListener listener) {
    var vocabularyFile =
        settings.init().isEmpty()
            ? Path.of(settings.vocab())
            : Path.of(settings.init()).resolve("vocab.txt");
    var config = config(settings, vocabularyFile);
    var vocabulary = Vocabulary.read(vocabularyFile);
    fits(settings, config, vocabulary);
    settings.contrastLayers(config);
    var output = new Output(Path.of(settings.out()).toAbsolutePath().normalize());
    var state = RunState.read(output.checkpoints(), settings.asJson());
    output.begin(settings, config);
    var corpus = corpus(settings, output);
    var retrieval = new Retrieval(corpus.pairs(), settings.held());
    if (!settings.parallel().isEmpty() && corpus.pairs().size() == retrieval.held().size()) {
      throw new Problem("Setting held keeps all translations from training; lower it.");
    }
    var links = new WordAligner(vocabulary.pieces()).align(corpus.pairs());
    var lexicon = Lexicon.of(corpus.pairs(), links);
    listener.read(
        corpus.sentences().size(),
        corpus.pairs().size(),
        links.stream().mapToLong(List::size).sum(),
        lexicon.size());
    try (var manager = Torch.newManager()) {
      Weights weights =
          settings.init().isEmpty()
              ? StartWeights.random(manager, config, settings.seed())
              : StartWeights.of(manager, Path.of(settings.init()), config, settings.seed());
      var batches = new MicroBatches(settings, vocabulary, corpus, lexicon, retrieval.held());
      var objective =
          new Objective(
              settings,
              vocabulary,
              batches,
              new PairContrast(settings, corpus.pairs(), links, batches, vocabulary.pad()),
              new MaskedLanguageModel(config, weights));
      return new Pretrainer(settings, objective, weights, retrieval, output)
          .run(state.orElseGet(() -> RunState.begin(settings.asJson())), listener);
    }
  }

  private static EncoderConfig config(PretrainSettings settings, Path vocabularyFile) {
    if (!settings.init().isEmpty()) {
      var config = EncoderConfig.read(Path.of(settings.init()).resolve("config.json"));
      if (config.kind() != EncoderConfig.Kind.BERT) {
        throw new Problem(settings.init() + " is a DistilBERT; only a BERT can be pretrained.");
      }
      return config;
    }
    return new EncoderConfig(
        EncoderConfig.Kind.BERT,
        settings.layers(),
        settings.hidden(),
        settings.heads(),
        settings.intermediate(),
        Vocabulary.read(vocabularyFile).size(),
        Math.max(settings.length(), POSITIONS),
        TYPES,
        1e-12f,
        0.1f);
  }

  private static void fits(PretrainSettings settings, EncoderConfig config, Vocabulary vocabulary) {
    if (settings.length() > config.positions()) {
      throw new Problem(
          "Setting length is "
              + settings.length()
              + "; the model has only "
              + config.positions()
              + " positions.");
    }
    if (vocabulary.size() > config.vocabulary()) {
      throw new Problem(
          "The vocabulary has "
              + vocabulary.size()
              + " pieces, config.json only "
              + config.vocabulary()
              + "; they belong to different models.");
    }
    if (config.types() < TYPES && settings.tlm() > 0) {
      throw new Problem(
          "Setting tlm is "
              + settings.tlm()
              + "; this model has one token type and reads no pairs, 0 was expected.");
    }
  }

  private static Corpus corpus(PretrainSettings settings, Output output) {
    try (var tokenizer = Tokenizer.open(output.directory(), settings.length())) {
      return Corpus.read(
          tokenizer,
          Path.of(settings.text()),
          Optional.of(settings.parallel()).filter(p -> !p.isEmpty()).map(Path::of),
          settings.length());
    }
  }

  /** Whether a run with this output was cut off and can go on. */
  public static boolean begun(Path out) {
    return Files.isDirectory(new Output(out.toAbsolutePath().normalize()).checkpoints());
  }
}
