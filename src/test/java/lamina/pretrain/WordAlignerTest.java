package lamina.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordAlignerTest {
  private static final List<String> PIECES =
      List.of("the", "house", "book", "a", "##s", "das", "haus", "buch", "ein", "本", "家", "。");

  private static Sentence sentence(String language, int... ids) {
    var begins = new boolean[ids.length];
    for (int i = 0; i < ids.length; i++) {
      begins[i] = !PIECES.get(ids[i]).startsWith("##");
    }
    return new Sentence(language, ids, begins);
  }

  private static Translation pair(Sentence english, Sentence other) {
    return new Translation(english, other);
  }

  /** The textbook's corpus: the house, the book, a book. */
  private static List<Translation> german() {
    return List.of(
        pair(sentence("en", 0, 1), sentence("de", 5, 6)),
        pair(sentence("en", 0, 2), sentence("de", 5, 7)),
        pair(sentence("en", 3, 2), sentence("de", 8, 7)));
  }

  @Test
  void alignsTheTextbooksCorpus() {
    var links = new WordAligner(PIECES).align(german());
    for (var of : links) {
      assertEquals(List.of(new Link(0, 0), new Link(1, 1)), of);
    }
  }

  /** Word order turned round against the prior: enough text says better. */
  @Test
  void wordsThatKeepCompanyAreLinkedInAnyOrder() {
    int words = 12;
    var pieces = new ArrayList<String>();
    for (int i = 0; i < 2 * words; i++) {
      pieces.add(Character.toString('a' + i % words) + (i < words ? "e" : "f"));
    }
    var random = new Random(3);
    var pairs = new ArrayList<Translation>();
    for (int n = 0; n < 400; n++) {
      var e = random.ints(0, words).distinct().limit(4).toArray();
      var f = new int[e.length];
      for (int i = 0; i < e.length; i++) {
        f[i] = words + e[(i + 1) % e.length];
      }
      var all = new boolean[] {true, true, true, true};
      pairs.add(pair(new Sentence("en", e, all), new Sentence("tr", f, all)));
    }
    int right = 0;
    int found = 0;
    for (var of : new WordAligner(pieces).align(pairs)) {
      for (var link : of) {
        found++;
        right += link.english() == (link.other() + 1) % 4 ? 1 : 0;
      }
    }
    assertTrue(found > 1200, "only " + found + " links");
    assertTrue(right > 0.9 * found, right + " of " + found + " links are right");
  }

  /** Pieces of one word are one unit, at its first piece; unspaced text is aligned by piece. */
  @Test
  void linksStandAtFirstPieces() {
    var spaced = List.of(pair(sentence("en", 1, 4, 0), sentence("de", 6, 4, 5)));
    assertEquals(
        List.of(List.of(new Link(0, 0), new Link(2, 2))), new WordAligner(PIECES).align(spaced));
    var whole = new Sentence("ja", new int[] {10, 9}, new boolean[] {true, false});
    assertEquals(
        List.of(List.of(new Link(0, 0), new Link(1, 1))),
        new WordAligner(PIECES).align(List.of(pair(sentence("en", 1, 2), whole))));
  }

  @Test
  void theLexiconKnowsWhatIsLinkedThrice() {
    var pairs = new ArrayList<Translation>();
    var links = new ArrayList<List<Link>>();
    for (int i = 0; i < 3; i++) {
      pairs.add(pair(sentence("en", 1, 4, 0), sentence("de", 6, 4, 5)));
      links.add(List.of(new Link(0, 0), new Link(1, 1)));
    }
    pairs.add(pair(sentence("en", 2), sentence("de", 7)));
    links.add(List.of(new Link(0, 0)));
    var lexicon = Lexicon.of(pairs, links);
    var houses = new Word(new int[] {1, 4});
    var hauss = new Word(new int[] {6, 4});
    assertEquals(Optional.of(List.of(houses)), lexicon.translations("de", hauss));
    assertEquals(Optional.of(List.of(hauss)), lexicon.translations("en", houses));
    assertEquals(Optional.empty(), lexicon.translations("de", new Word(new int[] {7})));
    assertEquals(Optional.empty(), lexicon.translations("fr", hauss));
    assertEquals(2, lexicon.size());
  }

  @Test
  void theTableKeepsWhatItHoldsWhileItGrows() {
    var table = new LinkTable();
    int n = 300;
    for (int e = 0; e < n; e++) {
      for (int f = 0; f < 40; f++) {
        table.add(e, f);
        table.add(e, f);
      }
    }
    table.begin();
    for (int e = 0; e < n; e++) {
      for (int f = 0; f < 40; f++) {
        table.expect(table.place(e, f), f, e);
      }
    }
    table.maximise(n, 40);
    assertEquals(39 / 780f, table.forward(table.place(7, 39)), 1e-7);
    assertEquals(7 / 44850f, table.backward(table.place(7, 39)), 1e-9);
  }
}
