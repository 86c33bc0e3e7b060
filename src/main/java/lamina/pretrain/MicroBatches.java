package lamina.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws what a step learns from. Languages are drawn by their number of sentences to the power of
 * alpha; rows of like length go together. All that is random follows from the generator given.
 */
final class MicroBatches {
  /** So many are drawn for each thousand pieces, to find rows of like length among them. */
  private static final int DRAWN = 40;

  private final PretrainSettings settings;
  private final Vocabulary vocabulary;
  private final Corpus corpus;
  private final Lexicon lexicon;
  private final Groups sentences;
  private final Groups pairs;

  /** Items by language, with the sums of the languages' weights. */
  private record Groups(List<List<Integer>> members, double[] sums) {
    static Groups of(
        List<Integer> items, java.util.function.IntFunction<String> language, double alpha) {
      var groups = new TreeMap<String, List<Integer>>();
      for (int i : items) {
        groups.computeIfAbsent(language.apply(i), l -> new ArrayList<>()).add(i);
      }
      var members = List.copyOf(groups.values());
      var sums = new double[members.size()];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = (i == 0 ? 0 : sums[i - 1]) + Math.pow(members.get(i).size(), alpha);
      }
      return new Groups(members, sums);
    }

    List<Integer> draw(int count, RandomGenerator random) {
      var drawn = new ArrayList<Integer>();
      for (int n = 0; n < count; n++) {
        double at = random.nextDouble() * sums[sums.length - 1];
        int group = 0;
        while (group < sums.length - 1 && sums[group] <= at) {
          group++;
        }
        var of = members.get(group);
        drawn.add(of.get(random.nextInt(of.size())));
      }
      return drawn;
    }
  }

  /**
   * Prepares.
   *
   * @param held pairs that are never drawn
   */
  MicroBatches(
      PretrainSettings settings,
      Vocabulary vocabulary,
      Corpus corpus,
      Lexicon lexicon,
      Set<Integer> held) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.corpus = corpus;
    this.lexicon = lexicon;
    this.sentences =
        Groups.of(
            IntStream.range(0, corpus.sentences().size()).boxed().toList(),
            i -> corpus.sentences().get(i).language(),
            settings.alpha());
    this.pairs =
        Groups.of(
            IntStream.range(0, corpus.pairs().size())
                .filter(i -> !held.contains(i))
                .boxed()
                .toList(),
            i -> corpus.pairs().get(i).language(),
            settings.alpha());
  }

  /** Sentences, in half of the cases with words swapped for translations. */
  Rows sentences(RandomGenerator random) {
    ToIntFunction<Integer> length = i -> corpus.sentences().get(i).length();
    var chosen = near(sentences.draw(drawn(), random), length, random);
    boolean swap = random.nextBoolean();
    var ids = new int[chosen.size()][];
    for (int i = 0; i < ids.length; i++) {
      var sentence = corpus.sentences().get(chosen.get(i));
      ids[i] = framed(swap ? switched(sentence, random) : sentence.ids());
    }
    return Rows.of(ids, vocabulary.pad());
  }

  /** Pairs, a row each; in half of the cases positions begin again in the second sentence. */
  Rows translations(RandomGenerator random) {
    var chosen = near(pairs.draw(drawn(), random), i -> corpus.pairs().get(i).length(), random);
    boolean restart = random.nextBoolean();
    int b = chosen.size();
    var ids = new int[b][];
    var types = new int[b][];
    var positions = new int[b][];
    for (int i = 0; i < b; i++) {
      var pair = corpus.pairs().get(chosen.get(i));
      boolean englishFirst = random.nextBoolean();
      var left = (englishFirst ? pair.english() : pair.other()).ids();
      var right = (englishFirst ? pair.other() : pair.english()).ids();
      int n = left.length + 2;
      var row = new Appender(n + right.length + 1);
      row.add(vocabulary.cls()).add(left).add(vocabulary.sep());
      row.add(right).add(vocabulary.sep());
      ids[i] = row.all();
      types[i] = IntStream.range(0, ids[i].length).map(j -> j < n ? 0 : 1).toArray();
      positions[i] =
          IntStream.range(0, ids[i].length).map(j -> restart && j >= n ? j - n : j).toArray();
    }
    return new Rows(ids, Optional.of(types), Optional.of(positions), vocabulary.pad());
  }

  /** Numbers of pairs to contrast, of like length. */
  List<Integer> contrasted(RandomGenerator random) {
    var drawn = pairs.draw(3 * settings.pairs(), random);
    drawn.sort(Comparator.comparingInt(i -> corpus.pairs().get(i).length()));
    int start = random.nextInt(drawn.size() - settings.pairs());
    int longest = corpus.pairs().get(drawn.get(start + settings.pairs() - 1)).length();
    int count = Math.min(settings.pairs(), Math.max(2, 4 * settings.micro() / longest));
    return drawn.subList(start, start + count);
  }

  private int drawn() {
    return Math.max(1, DRAWN * settings.micro() / 1000);
  }

  /**
   * Of the items those nearest in length to a random one, as many as the budget of pieces holds.
   */
  private List<Integer> near(
      List<Integer> items, ToIntFunction<Integer> length, RandomGenerator random) {
    var ordered = new ArrayList<>(items);
    ordered.sort(Comparator.comparingInt(length));
    int start = random.nextInt(ordered.size());
    var shorter = new ArrayList<>(ordered.subList(0, start));
    Collections.reverse(shorter);
    var order = new ArrayList<>(ordered.subList(start, ordered.size()));
    order.addAll(shorter);
    int longest = 0;
    var chosen = new ArrayList<Integer>();
    for (int i : order) {
      longest = Math.max(longest, length.applyAsInt(i) + 3);
      if ((chosen.size() + 1) * longest > settings.micro()) {
        break;
      }
      chosen.add(i);
    }
    return chosen;
  }

  /** Some words swapped for a translation, through English for two other languages. */
  private int[] switched(Sentence sentence, RandomGenerator random) {
    var words = sentence.split();
    for (int i = 0; i < words.length; i++) {
      if (random.nextDouble() >= settings.switching()) {
        continue;
      }
      var options = lexicon.translations(sentence.language(), words[i]);
      if (options.isEmpty()) {
        continue;
      }
      var from = options.get();
      if (!sentence.language().equals(Lexicon.PIVOT) && random.nextBoolean()) {
        var english = from.get(random.nextInt(from.size()));
        from = lexicon.translations(Lexicon.PIVOT, english).orElse(from);
      }
      words[i] = from.get(random.nextInt(from.size()));
    }
    int most = settings.length() - 2;
    var row = new Appender(IntStream.range(0, words.length).map(i -> words[i].ids().length).sum());
    for (var word : words) {
      row.add(word.ids());
    }
    var all = row.all();
    return all.length <= most ? all : java.util.Arrays.copyOf(all, most);
  }

  /** [CLS] pieces [SEP]. */
  int[] framed(int[] pieces) {
    return new Appender(pieces.length + 2)
        .add(vocabulary.cls())
        .add(pieces)
        .add(vocabulary.sep())
        .all();
  }

  /** Numbers one after another. */
  private static final class Appender {
    private final int[] all;
    private int size;

    Appender(int length) {
      all = new int[length];
    }

    Appender add(int... values) {
      System.arraycopy(values, 0, all, size, values.length);
      size += values.length;
      return this;
    }

    int[] all() {
      return all;
    }
  }
}
