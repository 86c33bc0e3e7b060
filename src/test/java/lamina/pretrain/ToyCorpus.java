package lamina.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A made-up language pair: nouns, verbs and their translations, letter by letter elsewhere. */
final class ToyCorpus {
  private static final String[] WORDS = {
    "red", "blue", "cat", "dog", "man", "sees", "hears", "eats", "big", "small", "old", "tree"
  };

  private ToyCorpus() {}

  /** Writes text/en.txt, text/de.txt, parallel/en-de.tsv and vocab.txt. */
  static void write(Path folder) throws IOException {
    var text = Files.createDirectories(folder.resolve("text"));
    var parallel = Files.createDirectories(folder.resolve("parallel"));
    var random = new Random(4);
    var english = new StringBuilder();
    var german = new StringBuilder();
    var pairs = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      var e = sentence(random);
      english.append(e).append('\n');
      german.append(translated(sentence(random))).append('\n');
      pairs.append(e).append('\t').append(translated(e)).append('\n');
    }
    Files.writeString(text.resolve("en.txt"), english);
    Files.writeString(text.resolve("de.txt"), german);
    Files.writeString(parallel.resolve("en-de.tsv"), pairs);
    VocabularyTrainer.write(text, 120, 0.5, folder.resolve("vocab.txt"));
  }

  private static String sentence(Random random) {
    var out = new StringBuilder();
    int n = 7 + random.nextInt(4);
    int at = random.nextInt(WORDS.length);
    for (int i = 0; i < n; i++) {
      out.append(i == 0 ? "" : " ").append(WORDS[at]);
      at = (at + 1 + random.nextInt(2)) % WORDS.length; // what follows can be guessed
    }
    return out.toString();
  }

  private static String translated(String text) {
    var out = new StringBuilder();
    text.chars().forEach(c -> out.append((char) (c == ' ' ? c : 'a' + (c - 'a' + 13) % 26)));
    return out.toString();
  }

  /** Settings of a tiny new model on it. */
  static Map<String, Object> settings(Path folder, String out) {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("vocab", folder.resolve("vocab.txt").toString());
    settings.put("layers", 2);
    settings.put("hidden", 16);
    settings.put("heads", 2);
    settings.put("intermediate", 32);
    settings.put("text", folder.resolve("text").toString());
    settings.put("parallel", folder.resolve("parallel").toString());
    settings.put("out", folder.resolve(out).toString());
    settings.put("length", 32);
    settings.put("micro", 256);
    settings.put("pairs", 12);
    settings.put("rate", 5e-3);
    settings.put("steps", 12);
    settings.put("log", 2);
    return settings;
  }
}
