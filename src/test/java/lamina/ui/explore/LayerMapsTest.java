package lamina.ui.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lamina.analyse.GateNorms;
import lamina.analyse.PieceKind;
import lamina.chart.figure.LayerMapFigure;
import lamina.chart.figure.LayerMapFigure.Mark;
import lamina.data.Task;
import lamina.evaluate.ScoreTable;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.model.Distribution;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.Prediction;
import lamina.service.Analysis;
import lamina.text.Tokens;
import lamina.ui.text.Messages;
import lamina.ui.workspace.ModelOrigin;
import lamina.ui.workspace.ModelRegistry;
import org.junit.jupiter.api.Test;

/** Analyses of two models become one figure; its words, pieces, findings and rows. */
class LayerMapsTest {
  private static final Variant CONVEX = Variants.KNOWN.of("convex");
  private static final List<String> GOLD = List.of("PRON", "VERB", "NOUN");

  private static ModelSummary model(ModelSummary.Role role, int layers, int teacherLayers) {
    var heads = new TreeSet<HeadKey>();
    heads.add(HeadKey.LAST);
    for (int layer = 1; layer < layers; layer++) {
      heads.add(new HeadKey(CONVEX, layer));
    }
    return new ModelSummary(
        role.name().toLowerCase(java.util.Locale.ROOT),
        Path.of("m"),
        role,
        Task.POS,
        Task.POS.labels(),
        layers,
        teacherLayers,
        8,
        128,
        1,
        1,
        "shared",
        heads,
        HeadKey.LAST,
        "",
        List.of());
  }

  /** Pieces as SentencePiece makes them: a space before a Chinese word is one of its own. */
  private static Tokens tokens(List<String> pieces, int[] wordOf, List<String> words) {
    var label = new int[words.size()];
    Arrays.fill(label, -1);
    for (int t = wordOf.length - 1; t >= 0; t--) {
      if (wordOf[t] >= 0 && !pieces.get(t).equals("▁")) {
        label[wordOf[t]] = t;
      }
    }
    int n = wordOf.length;
    return new Tokens(
        pieces,
        new long[n],
        new long[n],
        wordOf,
        words,
        label,
        java.util.Collections.nCopies(n, new Tokens.Span(0, 1)),
        new Tokens.Cut(n, n));
  }

  private static Tokens chinese() {
    return tokens(
        List.of("<s>", "▁", "她", "已", "經", "高", "</s>"),
        new int[] {-1, 0, 0, 1, 1, 2, -1},
        List.of("她", "已經", "高"));
  }

  private static Prediction tags(String... labels) {
    var words = new ArrayList<Optional<Distribution>>();
    for (var label : labels) {
      var p = new float[Task.POS.labels().size()];
      p[Task.POS.labels().indexOf(label)] = 1;
      words.add(Optional.of(new Distribution(Task.POS.labels(), p)));
    }
    return new Prediction.Tags(words);
  }

  private static Analysis analysis(Tokens tokens, Prediction last, Prediction... layers) {
    var list = new ArrayList<Analysis.Layer>();
    for (int i = 0; i < layers.length; i++) {
      var gates = new float[tokens.length()];
      for (int t = 0; t < gates.length; t++) {
        gates[t] = 0.1f * (t + 1);
      }
      list.add(new Analysis.Layer(new HeadKey(CONVEX, i + 1), layers[i], new float[0][], gates));
    }
    return new Analysis("m", CONVEX, tokens, list, last, true, 0, 0);
  }

  private static Analysis analysis() {
    return analysis(
        chinese(),
        tags("PRON", "ADV", "ADJ"),
        tags("PRON", "ADV", "ADJ"),
        tags("NOUN", "VERB", "NOUN"));
  }

  private static List<LayerMaps> maps(boolean pieces) {
    return maps(new GateReading(pieces, List.of()));
  }

  private static List<LayerMaps> maps(GateReading reading) {
    return LayerMaps.of(
        List.of(model(ModelSummary.Role.TEACHER, 6, 6), model(ModelSummary.Role.STUDENT, 3, 6)),
        List.of(analysis(), analysis()),
        GOLD,
        6,
        reading,
        false);
  }

  private static <T> T english(java.util.function.Supplier<T> work) {
    return Messages.in("en", work);
  }

  @Test
  void theTitleIsWhatTheChosenLayerFixesAndBreaks() {
    var maps = maps(false).getFirst();
    var second = english(() -> maps.at(List.of(1, 1)));
    assertEquals(
        "Teacher: Layer 2 fixes 2 words and breaks 1: 2 of 3 right (last layer alone: 1)",
        second.title());
    assertEquals(List.of(2, 2), second.chosen());
    var first = english(() -> maps.at(List.of(0, -1)));
    assertEquals(
        "Teacher: Layer 1 changes nothing: 1 of 3 right, as the last layer alone", first.title());
    assertEquals("Student: The last layer alone: 1 of 3 right", first.notes().getLast());
    assertTrue(first.sameMaps(second), "nothing is painted anew");
    assertTrue(first.notes().getFirst().contains("“高” with 0.60"), first.notes().getFirst());
    assertTrue(first.notes().getFirst().contains("“她” with 0.25"), first.notes().getFirst());
  }

  @Test
  void aDotStandsWhereNothingDiffersAndASignWhereItDoes() {
    var block = english(() -> maps(false).getFirst().at(List.of(0, 0))).blocks().getFirst();
    assertEquals(List.of(Mark.RIGHT, Mark.WRONG, Mark.WRONG), marks(block.rows().get(0)));
    assertEquals(List.of(Mark.SAME, Mark.SAME, Mark.SAME), marks(block.rows().get(1)));
    assertEquals(List.of(Mark.BROKEN, Mark.FIXED, Mark.FIXED), marks(block.rows().get(2)));
    assertEquals("2/3", block.rows().get(2).right());
  }

  private static List<Mark> marks(LayerMapFigure.Row row) {
    return row.answers().stream().map(LayerMapFigure.Answer::mark).toList();
  }

  @Test
  void aStudentsRowSaysAtWhichDepthItStands() {
    var blocks = english(() -> maps(false).getFirst().at(List.of(0, 0))).blocks();
    assertEquals("1", blocks.getFirst().rows().get(1).name());
    assertEquals("1 (2)", blocks.getLast().rows().get(1).name());
    assertEquals("last alone", blocks.getLast().rows().getFirst().name());
  }

  @Test
  void gatesOfAWordAreTheMeanOfItsPieces() {
    var maps = maps(false).getFirst();
    var figure = english(() -> maps.at(List.of(0, 0)));
    assertEquals(
        List.of("她", "已經", "高"),
        figure.heads().columns().stream().map(LayerMapFigure.Column::text).toList());
    assertArrayEquals(
        new float[] {0.25f, 0.45f, 0.6f}, figure.blocks().getFirst().rows().get(1).gates(), 1e-6f);
    assertEquals(2, maps.token(0, 0), "the piece that holds the word, not the space before it");
    assertEquals(1, maps.column(0, 4));
    assertArrayEquals(
        new float[] {Float.NaN}, GateReading.merged(new float[] {0.3f}, new int[] {-1}, 1));
  }

  /** Norms by hand: 0.2 for first pieces and 0.1 for later ones; the student has none. */
  @Test
  void gatesByWhatTheyAreAsARuleAreDifferencesByKindOfPiece() {
    var first = new HeadKey(CONVEX, 1);
    var norms =
        new GateNorms(
            400,
            List.of("ar", "de"),
            List.of(
                new GateNorms.Norm(first, PieceKind.FIRST, 10, 0.2, 0.01),
                new GateNorms.Norm(first, PieceKind.LATER, 10, 0.1, 0.01)));
    var reading = new GateReading(false, List.of(Optional.of(norms), Optional.empty()));
    var maps = maps(reading).getFirst();
    var figure = english(() -> maps.at(List.of(0, 0)));
    assertEquals(LayerMapFigure.Reading.DEVIATION, figure.scale().reading());
    // Gates are 0.1 to 0.7; of two pieces the word's value is the mean of their differences.
    assertArrayEquals(
        new float[] {0.1f, 0.3f, 0.4f}, figure.blocks().getFirst().rows().get(1).gates(), 1e-6f);
    float[] unknown = figure.blocks().getFirst().rows().get(2).gates();
    assertTrue(Float.isNaN(unknown[0]), "of layer 2 nothing is known");
    assertEquals(0, figure.blocks().getLast().rows().get(1).gates().length);
    var note = figure.notes().getFirst();
    assertTrue(note.contains("above for every word, most for “高” with +.400"), note);
    assertTrue(note.contains("least for “她” with +.100"), note);
    assertTrue(
        figure.caption().contains("teacher: texts 400, languages 2, student: not known"),
        figure.caption());
  }

  @Test
  void piecesHaveColumnsOnDemandWithTheSpecialOnes() {
    var maps = maps(true).getFirst();
    var figure = english(() -> maps.at(List.of(0, 0)));
    assertEquals(7, figure.heads().columns().size());
    assertEquals(3, figure.units(), "answers are of words all the same");
    assertEquals(-1, figure.heads().columns().getFirst().word());
    assertEquals(5, maps.token(0, 5));
  }

  @Test
  void modelsWhoseTokenizersFindOtherWordsHaveFiguresOfTheirOwn() {
    var other =
        analysis(
            tokens(List.of("[CLS]", "她", "已經高"), new int[] {-1, 0, 1}, List.of("她", "已經高")),
            tags("PRON", "ADV"),
            tags("PRON", "ADV"));
    var groups =
        LayerMaps.of(
            List.of(model(ModelSummary.Role.TEACHER, 3, 3), model(ModelSummary.Role.STUDENT, 2, 2)),
            List.of(analysis(), other),
            List.of(),
            3,
            GateReading.WORDS,
            false);
    assertEquals(2, groups.size());
    var own = english(() -> groups.getFirst().at(List.of(1)));
    assertEquals("Layer 2 changes 3 of 3 answers against the last layer alone", own.title());
    assertFalse(own.answerRows().isEmpty());
  }

  /** The slider's place of a row is one at which that row answers. */
  @Test
  void aRowLeadsToAPlaceOfTheSliderAtWhichItAnswers() {
    var registry = new ModelRegistry();
    var teacher = model(ModelSummary.Role.TEACHER, 12, 12);
    registry.add(teacher, new ScoreTable(List.of()), ModelOrigin.BUNDLED);
    for (int layers = 2; layers <= 24; layers++) {
      var student = model(ModelSummary.Role.STUDENT, layers, 12);
      registry.add(student, new ScoreTable(List.of()), ModelOrigin.BUNDLED);
      for (var model : List.of(teacher, student)) {
        for (var head : model.heads()) {
          int at = registry.layer(model, head).orElseThrow();
          assertEquals(head, registry.head(model, CONVEX, at), model.layers() + " layers");
        }
      }
    }
    var mix = new HeadKey(Variants.KNOWN.of("scalar-mix"), 0);
    assertTrue(registry.layer(teacher, mix).isEmpty(), "it has no place");
  }
}
