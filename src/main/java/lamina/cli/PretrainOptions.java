package lamina.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings of pretraining; each that is left out keeps its default. */
final class PretrainOptions {
  private static final double ALPHA = 0.5;

  @Option(
      names = "--init",
      description =
          "Directory of a BERT to go on from (config.json, vocab.txt, model.safetensors).")
  private String init;

  @Option(names = "--vocab", description = "vocab.txt of a new model.")
  private String vocab;

  @Option(names = "--layers", description = "Layers of a new model.")
  private Integer layers;

  @Option(names = "--hidden", description = "Hidden size of a new model.")
  private Integer hidden;

  @Option(names = "--heads", description = "Attention heads of a new model.")
  private Integer heads;

  @Option(names = "--intermediate", description = "Width of a new model's feed-forward part.")
  private Integer intermediate;

  @Option(
      names = "--text",
      description = "Directory of XX.txt, one sentence of language XX a line.")
  private String text;

  @Option(
      names = "--parallel",
      description = "Directory of en-XX.tsv: English, a tab, the sentence in language XX.")
  private String parallel;

  @Option(names = "--out", description = "Directory to write.")
  private String out;

  @Option(names = "--steps", description = "Steps until the end.")
  private Integer steps;

  @Option(names = "--minutes", description = "Minutes until the end.")
  private Double minutes;

  @Option(names = "--rate", description = "Highest learning rate.")
  private Double rate;

  @Option(names = "--warmup", description = "Share of the run until the highest rate.")
  private Double warmup;

  @Option(names = "--decay", description = "Weight decay of matrices.")
  private Double decay;

  @Option(names = "--clip", description = "Largest norm of the gradients.")
  private Double clip;

  @Option(names = "--mask", description = "Share of the pieces that are predicted.")
  private Double mask;

  @Option(
      names = "--alpha",
      description = "Languages count by their size to the power of this, 0 to 1.")
  private Double alpha;

  @Option(
      names = "--switch",
      description = "Share of the words that are swapped for a translation.")
  private Double switching;

  @Option(names = "--temperature", description = "Of the sentence contrast; twice that for words.")
  private Double temperature;

  @Option(names = "--mlm", description = "Share of the steps with masked language modelling.")
  private Double mlm;

  @Option(names = "--tlm", description = "Share of the steps with translation language modelling.")
  private Double tlm;

  @Option(names = "--sentence", description = "Weight of the sentence contrast.")
  private Double sentence;

  @Option(names = "--word", description = "Weight of the word contrast.")
  private Double word;

  @Option(names = "--length", description = "Most pieces of an input.")
  private Integer length;

  @Option(names = "--micro", description = "Pieces of a batch, padding included.")
  private Integer micro;

  @Option(names = "--pairs", description = "Most translations of a contrast.")
  private Integer pairs;

  @Option(names = "--links", description = "Most word pairs of a contrast.")
  private Integer links;

  @Option(names = "--contrast", split = ",", description = "Layers that are contrasted.")
  private List<Integer> contrast;

  @Option(names = "--held", description = "Translations of each language that are only tested on.")
  private Integer held;

  @Option(names = "--seed", description = "Seed of everything random.")
  private Long seed;

  @Option(names = "--save", description = "Minutes between two checkpoints.")
  private Double save;

  @Option(names = "--log", description = "Steps between two lines of loss.csv.")
  private Integer log;

  /** Settings that were given, by their names. */
  Map<String, Object> changes() {
    var changes = new LinkedHashMap<String, Object>();
    changes.put("init", init);
    changes.put("vocab", vocab);
    changes.put("layers", layers);
    changes.put("hidden", hidden);
    changes.put("heads", heads);
    changes.put("intermediate", intermediate);
    changes.put("text", text);
    changes.put("parallel", parallel);
    changes.put("out", out);
    changes.put("steps", steps);
    changes.put("minutes", minutes);
    changes.put("rate", rate);
    changes.put("warmup", warmup);
    changes.put("decay", decay);
    changes.put("clip", clip);
    changes.put("mask", mask);
    changes.put("alpha", alpha);
    changes.put("switching", switching);
    changes.put("temperature", temperature);
    changes.put("mlm", mlm);
    changes.put("tlm", tlm);
    changes.put("sentence", sentence);
    changes.put("word", word);
    changes.put("length", length);
    changes.put("micro", micro);
    changes.put("pairs", pairs);
    changes.put("links", links);
    changes.put("contrast", contrast);
    changes.put("held", held);
    changes.put("seed", seed);
    changes.put("save", save);
    changes.put("log", log);
    changes.values().removeIf(v -> v == null);
    return changes;
  }

  String text() {
    return text;
  }

  String out() {
    return out;
  }

  double alpha() {
    return alpha == null ? ALPHA : alpha;
  }
}
