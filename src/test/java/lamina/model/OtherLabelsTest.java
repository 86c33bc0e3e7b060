package lamina.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lamina.data.EntitySpan;
import lamina.data.Task;
import lamina.data.format.LabelMap;
import lamina.data.format.LabelReading;
import lamina.problem.Problem;
import lamina.text.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models with labels of other sets: their own labels decide, golden.py's oracles are the judge. */
class OtherLabelsTest {
  private static final Path TAGGER = Path.of("src/test/resources/other-labels");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"misc", "iobes", "bilou", "iob1", "merged", "io"})
  void theModelsOwnLabelsDecideAndEntitiesAreThoseOfSeqeval(String set) throws IOException {
    var golden = new ObjectMapper().readTree(TAGGER.resolve("golden.json").toFile());
    var labels = texts(golden.path("sets").path(set).path("labels"));
    var directory = tagger(labels);
    var sentences = new ArrayList<Input>();
    golden.path("sentences").forEach(s -> sentences.add(new Input.Words(texts(s))));
    try (var model = TaskModel.open(directory)) {
      var answers = Answers.of(model, HeadKey.LAST, sentences);
      for (int i = 0; i < answers.size(); i++) {
        var words = ((Prediction.Tags) answers.get(i)).words();
        var found = new ArrayList<String>();
        for (int w = 0; w < words.size(); w++) {
          var d = words.get(w).orElseThrow();
          found.add(d.label());
          assertEquals(labels.get(golden.path("outputs").path(i).path(w).asInt()), d.own());
          assertEquals(
              golden.path("probabilities").path(i).path(w).asDouble(), d.probability(), 1e-4);
        }
        assertTrue(Task.NER.labels().containsAll(found), found.toString());
        var expected = golden.path("sets").path(set).path("entities").path(i);
        assertEquals(entities(expected), entities(found), sentences.get(i).toString());
      }
    }
    assertTrue(!ModelFiles.summary(directory).notes().isEmpty(), "what was read otherwise is said");
  }

  /** What a tag counts as may depend on one in another window. */
  @Test
  void windowsAreReadAsOneSentence() throws IOException {
    var golden = new ObjectMapper().readTree(TAGGER.resolve("golden.json").toFile());
    var labels = texts(golden.path("sets").path("iobes").path("labels"));
    var words = new ArrayList<String>();
    golden.path("sentences").forEach(s -> words.addAll(texts(s)));
    try (var model = TaskModel.open(tagger(labels))) {
      assertTrue(words.size() > 3 * model.encoder().config().positions());
      var input = new Input.Words(words);
      var answer = (Prediction.Tags) Answers.of(model, HeadKey.LAST, List.of(input)).getFirst();
      var own = answer.words().stream().map(w -> w.orElseThrow().own()).toList();
      assertEquals(
          LabelReading.ofModel(Task.NER, labels, LabelMap.NONE).read(own),
          answer.words().stream().map(w -> w.orElseThrow().label()).toList());
    }
  }

  /** The most probable label counts, not the largest sum: here O has more than B-PER. */
  @Test
  void aSumOfOthersIsNoAnswer() {
    var names = List.of("O", "B-MISC", "B-PER", "B-ORG", "B-LOC");
    var fit = LabelFit.of(Path.of("config.json"), true, names, LabelMap.NONE);
    var answer = fit.outputs().distribution(new float[] {1f, 1f, 1.2f, -9, -9}, 0).orElseThrow();
    assertEquals("B-PER", answer.label());
    assertTrue(answer.probability("O") > answer.probability());
    assertEquals(names, answer.labels());
    var folded = fit.outputs().distribution(new float[] {1f, 2f, 1.2f, -9, -9}, 0).orElseThrow();
    assertEquals("O", folded.label());
    assertEquals("B-MISC", folded.own());
    assertTrue(fit.notes().contains("MISC counts as O."), fit.notes().toString());
  }

  @Test
  void unknownLabelsAreNamedAllAtOnceAndCanBeGiven() throws IOException {
    var names =
        List.of(
            "O", "B-NORP", "I-NORP", "B-PERSON", "I-PERSON", "B-FAC", "I-FAC", "B-ORG", "I-ORG");
    var directory = tagger(names);
    var said = assertThrows(Problem.class, () -> TaskModel.open(directory)).getMessage();
    assertTrue(said.contains("(FAC, NORP)") && said.contains("--map FAC="), said);
    assertTrue(said.contains(directory.resolve("config.json").toString()), said);

    var given = ModelFiles.summary(directory, LabelMap.of("FAC=LOC,NORP=O"));
    assertEquals(Task.NER, given.task());
    var notes = String.join(" ", given.notes());
    assertTrue(notes.contains("FAC counts as LOC.") && notes.contains("NORP counts as O."), notes);

    Files.writeString(directory.resolve(LabelMap.FILE), "label,as\nFAC,LOC\nNORP,O\n");
    assertEquals(given.notes(), ModelFiles.summary(directory).notes());
    TaskModel.open(directory).close();
  }

  @Test
  void tagsOfATreebankAndLabelsWithoutNamesCanBeGiven() throws IOException {
    var tags = List.of("NN", "NNS", "NNP", "VBZ", "IN", "DT", "JJ", "RB", ".");
    var directory = tagger(tags);
    var said = assertThrows(Problem.class, () -> ModelFiles.summary(directory)).getMessage();
    tags.forEach(tag -> assertTrue(said.contains(tag), said));
    var map =
        LabelMap.of("NN=NOUN,NNS=NOUN,NNP=PROPN,VBZ=VERB,IN=ADP,DT=DET,JJ=ADJ,RB=ADV,.=PUNCT");
    assertEquals(Task.POS, ModelFiles.summary(directory, map).task());
    try (var model = TaskModel.open(directory, map, done -> {})) {
      var input = new Input.Words(List.of("Anna", "runs"));
      var answer = (Prediction.Tags) Answers.of(model, HeadKey.LAST, List.of(input)).getFirst();
      var word = answer.words().getFirst().orElseThrow();
      assertEquals(map.targets().get(word.own()), word.label());
    }
    var wrong = LabelMap.of("NN=SUBST");
    assertTrue(
        assertThrows(Problem.class, () -> ModelFiles.summary(directory, wrong))
            .getMessage()
            .contains("SUBST"));
    var three = List.of("LABEL_0", "LABEL_1", "LABEL_2");
    var order = LabelMap.of("LABEL_0=contradiction,LABEL_1=neutral,LABEL_2=entailment");
    assertEquals(Task.XNLI, LabelFit.of(Path.of("c"), false, three, order).task());
  }

  private Path tagger(List<String> labels) throws IOException {
    for (var name : List.of("model.safetensors", "vocab.txt", "tokenizer_config.json")) {
      Files.copy(TAGGER.resolve(name), folder.resolve(name));
    }
    var json = new ObjectMapper();
    var config =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            json.readTree(TAGGER.resolve("config.json").toFile());
    config.remove("label2id");
    var names = config.putObject("id2label");
    for (int i = 0; i < labels.size(); i++) {
      names.put(Integer.toString(i), labels.get(i));
    }
    Files.writeString(folder.resolve("config.json"), config.toString());
    return folder;
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static TreeSet<String> entities(JsonNode expected) {
    var found = new TreeSet<String>();
    expected.forEach(e -> found.add(e.path(0) + "-" + e.path(1) + "-" + e.path(2).asText()));
    return found;
  }

  private static TreeSet<String> entities(List<String> tags) {
    return EntitySpan.conlleval(tags).stream()
        .map(s -> s.begin() + "-" + s.end() + "-" + s.type())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
