package lamina.trim;

import static lamina.encoder.Reference.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Task;
import lamina.data.format.DatasetReader;
import lamina.data.format.SampleData;
import lamina.encoder.ArrayEncoder;
import lamina.encoder.Batch;
import lamina.encoder.Checkpoint;
import lamina.encoder.ForwardMode;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.ModelFiles;
import lamina.model.SmallModels;
import lamina.model.TaskModel;
import lamina.problem.Problem;
import lamina.tensor.Torch;
import lamina.text.Input;
import lamina.text.Tokenizer;
import lamina.text.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimmerTest {
  private static final Path TEACHER = SmallModels.of("pos-teacher");

  @TempDir Path folder;

  private static List<Language> languages(String... codes) {
    return Stream.of(codes).map(Languages::of).toList();
  }

  private static List<Input> sentences(String language) {
    var file = Path.of("sample-data/pos", language + ".conllu");
    return List.copyOf(
        new LinkedHashSet<>(
            CountedText.sentences(
                DatasetReader.read(file, Task.POS, Languages.of(language)).examples())));
  }

  private static CountedText text(String language, List<Input> sentences) {
    var text = CountedText.empty(Languages.of(language));
    text.add(language + ".conllu", "0", sentences);
    return text;
  }

  private static TrimReport trim(int least, Path out) {
    var texts = List.of(text("de", sentences("de")), text("fr", sentences("fr")));
    return Trimmer.run(TEACHER, texts, least, out);
  }

  private static List<Tokens> tokens(Path model, List<Input> inputs) {
    try (var tokenizer = Tokenizer.open(model, 10_000, Integer.MAX_VALUE)) {
      return inputs.stream().map(tokenizer::encode).toList();
    }
  }

  private static List<String> ofWord(Tokens tokens, int word) {
    var pieces = new ArrayList<String>();
    for (int i = 0; i < tokens.length(); i++) {
      if (tokens.wordOf()[i] == word) {
        pieces.add(tokens.pieces().get(i));
      }
    }
    return pieces;
  }

  /** Words that two vocabularies cut differently. */
  private static long different(Path one, Path other, List<Input> inputs) {
    var before = tokens(one, inputs);
    var after = tokens(other, inputs);
    long different = 0;
    for (int i = 0; i < inputs.size(); i++) {
      for (int w = 0; w < before.get(i).words().size(); w++) {
        different += ofWord(before.get(i), w).equals(ofWord(after.get(i), w)) ? 0 : 1;
      }
    }
    return different;
  }

  @Test
  void textOfKeptPiecesGetsTheSameLogitsFromEveryHead() {
    var out = folder.resolve("out");
    var report = trim(1, out);
    assertTrue(report.after().pieces() < 0.8 * report.before().pieces(), report.toString());
    var some = sentences("de").subList(0, 6);
    Torch.withoutGradients(
        () -> {
          try (var whole = TaskModel.open(TEACHER);
              var trimmed = TaskModel.open(out);
              var a = whole.newBatchManager();
              var b = trimmed.newBatchManager()) {
            var before = whole.encode(a, tokens(TEACHER, some));
            var after = trimmed.encode(b, tokens(out, some));
            assertEquals(whole.heads().keySet(), trimmed.heads().keySet());
            for (var key : whole.heads().keySet()) {
              var expected = whole.head(key).apply(before, ForwardMode.INFERENCE);
              var found = trimmed.head(key).apply(after, ForwardMode.INFERENCE);
              assertClose(expected.logits(), found.logits(), 1e-6, key.key());
              expected
                  .gate()
                  .ifPresent(g -> assertClose(g, found.gate().orElseThrow(), 1e-6, key.key()));
            }
            return null;
          }
        });
  }

  @Test
  void theReportCountsWhatIsThere() throws IOException {
    var out = folder.resolve("out");
    var report = trim(1, out);
    int rows = report.before().pieces() - report.after().pieces();
    assertEquals(128L * rows, report.before().embeddings() - report.after().embeddings());
    assertEquals(report.before().others(), report.after().others());
    assertEquals(ModelFiles.summary(TEACHER).parameters(), report.before().parameters());
    assertEquals(ModelFiles.summary(out).parameters(), report.after().parameters());
    try (var files = Files.list(out)) {
      assertEquals(files.mapToLong(f -> f.toFile().length()).sum(), report.after().bytes());
    }
    for (var c : report.changed()) {
      assertEquals(0, c.changed(), c.toString());
    }
    var lines = Files.readAllLines(out.resolve("vocab.txt"));
    assertEquals(report.after().pieces(), new LinkedHashSet<>(lines).size());
    assertEquals(report.after().pieces(), lines.size());
    assertFalse(Files.exists(out.resolve("scores.json")), "scores are those of the whole model");
  }

  @Test
  void changedWordsAreThoseThatAreCutDifferently() {
    var out = folder.resolve("out");
    var changed = trim(3, out).changed().getFirst();
    long different = different(TEACHER, out, sentences("de"));
    assertTrue(different > 0);
    assertEquals(different, changed.changed());
    assertTrue(changed.unseen() >= changed.changed(), changed.toString());
  }

  @Test
  void whatNewTextLosesIsForeseen() {
    var de = sentences("de").subList(0, 8);
    var whole = Trimmer.run(TEACHER, List.of(text("de", de)), 1, folder.resolve("whole"));
    long lost = 0;
    for (int i = 0; i < de.size(); i++) {
      var others = new ArrayList<>(de);
      var one = others.remove(i);
      var out = folder.resolve("without" + i);
      Trimmer.run(TEACHER, List.of(text("de", others)), 1, out);
      lost += different(TEACHER, out, List.of(one));
    }
    assertTrue(lost > 0);
    assertEquals(lost, whole.changed().getFirst().unseen());
  }

  @Test
  void noWordOfAnyLanguageBecomesUnknown() {
    var out = folder.resolve("out");
    trim(1, out);
    long changed = 0;
    for (var code : List.of("ar", "cs", "hi", "ja", "ko", "ru", "th", "zh")) {
      var some = sentences(code).subList(0, 60);
      assertEquals(unknown(TEACHER, some), unknown(out, some), code);
      changed += different(TEACHER, out, some);
    }
    assertTrue(changed > 0, "their words are cut into smaller pieces");
  }

  private static long unknown(Path model, List<Input> inputs) {
    return tokens(model, inputs).stream()
        .flatMap(t -> t.pieces().stream())
        .filter("[UNK]"::equals)
        .count();
  }

  @Test
  void aDistilBertWithAVocabularyListAlone() throws IOException {
    var bare = new BareCheckpoint(folder.resolve("bare"), "distilbert");
    bare.writeList();
    trim(bare);
  }

  @Test
  void aBertWithATokenizerOfItsOwnAndAMaskedLanguageModel() throws IOException {
    var bare = new BareCheckpoint(folder.resolve("bare"), "bert");
    bare.writeJson();
    trim(bare);
    bare.assertRenumbered(out());
  }

  private Path out() {
    return folder.resolve("trimmed");
  }

  private void trim(BareCheckpoint bare) throws IOException {
    var report = Trimmer.run(bare.directory(), List.of(bare.text()), 1, out());
    assertEquals(bare.expected(), Files.readAllLines(out().resolve("vocab.txt")));
    assertEquals(BareCheckpoint.SIZE, report.before().pieces());
    assertEquals(bare.expected().size(), report.after().pieces());
    var sentences = List.copyOf(bare.text().sentences());
    assertEquals(
        List.of("[CLS]", "word90", "##ness", ".", "[SEP]"),
        tokens(out(), sentences).getFirst().pieces());
    for (var one : sentences) { // alone: padding, which nobody looks at, may have another row
      assertArrayEquals(last(bare.directory(), one), last(out(), one), 0);
    }
  }

  private static float[] last(Path directory, Input input) {
    try (var manager = Torch.newManager()) {
      var opened = Checkpoint.open(directory);
      return ArrayEncoder.of(opened.config(), opened.loadEncoder(manager))
          .encode(Batch.of(manager, tokens(directory, List.of(input))), ForwardMode.INFERENCE)
          .last()
          .toFloatArray();
    }
  }

  @Test
  void whatCannotBeTrimmedIsNamed() throws IOException {
    var text = List.of(text("de", sentences("de").subList(0, 3)));
    Files.writeString(folder.resolve("there"), "x");
    assertRefused("not empty", () -> Trimmer.run(TEACHER, text, 1, folder));
    var bare = new BareCheckpoint(folder.resolve("bare"), "bert");
    bare.writeJson();
    var json = bare.directory().resolve("tokenizer.json");
    var good = Files.readString(json);
    Files.writeString(json, good.replace("\"word90\":", "\"word90\":1000000"));
    assertRefused("word90", () -> Trimmer.run(bare.directory(), text, 1, out()));
    Files.copy(TEACHER.resolve("tokenizer.json"), json, StandardCopyOption.REPLACE_EXISTING);
    assertRefused("vocab_size is 211", () -> Trimmer.run(bare.directory(), text, 1, out()));
    Files.writeString(
        json, "{\"model\":{\"type\":\"WordLevel\",\"unk_token\":\"a\",\"vocab\":{\"a\":0}}}");
    assertRefused("WordLevel", () -> Trimmer.run(bare.directory(), text, 1, out()));
    assertFalse(Files.exists(out()));
  }

  @Test
  void languagesWithoutTextAreNamed() throws IOException {
    var samples = SampleData.open(Path.of("sample-data"));
    assertRefused("in cy;", () -> TrimText.ofSamples(samples, languages("de", "cy")));
    var other = Files.writeString(folder.resolve("notes.txt"), "Hallo\n");
    assertRefused("notes.txt", () -> TrimText.ofFiles(List.of(other), languages("de"), Task.POS));
  }

  private static void assertRefused(String said, Runnable work) {
    var message = assertThrows(Problem.class, work::run).getMessage();
    assertTrue(message.contains(said), message);
  }

  @Test
  void textOfOnesOwnIsFoundByName() throws IOException {
    Files.writeString(folder.resolve("de.txt"), "Das geht.\n\n---\nDas geht.\nAuch so.\n");
    Files.writeString(folder.resolve("fr.tsv"), "premise\thypothesis\tlabel\nOui\tNon\tneutral\n");
    Files.writeString(folder.resolve("es.txt"), "Nadie la lee.\n");
    var texts = TrimText.ofFiles(List.of(folder), languages("de", "fr"), Task.XNLI);
    assertEquals(
        List.of(
            List.<Input>of(new Input.Text("Das geht."), new Input.Text("Auch so.")),
            List.<Input>of(new Input.Text("Oui"), new Input.Text("Non"))),
        texts.stream().map(t -> List.copyOf(t.sentences())).toList());
    assertEquals(List.of("de.txt"), List.copyOf(texts.getFirst().files().keySet()));
  }

  /** Views of one storage, transposed among them; made by checkpoints/pickles.py. */
  @Test
  void weightsOfTorchSaveAreTrimmedToSafetensorsBitByBit() throws IOException {
    var forms = Path.of("src/test/resources/checkpoints");
    var model = Files.createDirectories(folder.resolve("pickle"));
    for (var name : List.of("config.json", "pytorch_model.bin")) {
      Files.copy(forms.resolve("forms/bert-bin-tangled").resolve(name), model.resolve(name));
    }
    var names = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "."));
    names.addAll(List.of("a", "b", "##a", "##b", "ab", "ba", "aa", "bb", "##ab", "##ba", "##aa"));
    names.addAll(List.of("##bb", "aab", "aba", "baa", "abb", "bab", "bba"));
    Files.write(model.resolve("vocab.txt"), names);
    var out = folder.resolve("trimmed");
    Trimmer.run(model, List.of(text("en", List.of(new Input.Text("abbb ba.")))), 1, out);
    var before = Checkpoint.open(model).raw();
    var after = Checkpoint.open(out).raw();
    assertEquals(before.keySet(), after.keySet());
    var kept = Files.readAllLines(out.resolve("vocab.txt"));
    var pieces = Files.readAllLines(model.resolve("vocab.txt"));
    assertTrue(kept.size() < pieces.size(), "pieces go");
    for (var name : before.keySet()) {
      var old = before.get(name);
      var now = after.get(name);
      assertEquals(old.type(), now.type(), name);
      if (name.equals("embeddings.word_embeddings.weight")) {
        long row = old.size() / pieces.size();
        for (int i = 0; i < kept.size(); i++) {
          var expected = old.bytes().asSlice(pieces.indexOf(kept.get(i)) * row, row);
          assertEquals(-1, expected.mismatch(now.bytes().asSlice(i * row, row)), kept.get(i));
        }
      } else {
        assertEquals(-1, old.bytes().mismatch(now.bytes()), name);
      }
    }
  }
}
