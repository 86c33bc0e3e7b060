package lamina.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import lamina.data.EntitySpan;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.problem.Problem;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of other sets are read as the task's, said where assumed, refused where unknown. */
class LabelReadingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/entities/golden.csv.gz");

  @TempDir Path folder;

  /** Of tags that keep to their scheme, seqeval's strict mode of that scheme is the judge. */
  @ParameterizedTest
  @ValueSource(strings = {"iob1", "iobes", "bilou"})
  void tagsOfOtherSchemesHoldTheEntitiesThatSeqevalFinds(String set) throws IOException {
    int strict = 0;
    var rows = golden().stream().filter(r -> r.get("set").equals(set)).toList();
    var labels = new HashSet<String>();
    rows.forEach(r -> labels.addAll(tags(r.get("gold"))));
    var reading = LabelReading.of(Task.NER, labels, LabelMap.NONE);
    reading = set.equals("iob1") ? reading.iob1() : reading;
    for (var row : rows) {
      var read = reading.read(tags(row.get("gold")));
      assertTrue(Task.NER.labels().containsAll(read), read.toString());
      assertEquals(row.get("gold_default"), text(EntitySpan.conlleval(read)), row.get("gold"));
      if (row.get("gold_strict").equals(row.get("gold_default"))) {
        strict++;
        assertEquals(row.get("gold_strict"), text(EntitySpan.strict(read)), row.get("gold"));
      }
    }
    assertTrue(strict >= 100, strict + " of " + rows.size());
    assertTrue(reading.notes().getLast().contains("read as IOB2"), reading.notes().toString());
  }

  @Test
  void schemesAreToldFromTheSentencesOfData() throws IOException {
    var iob1 = "a\tI-PER\nb\tI-PER\nc\tB-PER\n\nd\tO\ne\tI-LOC\n";
    assertEquals(List.of("B-PER", "I-PER", "B-PER"), first(iob1));
    assertEquals(List.of("B-PER", "I-PER", "B-LOC"), first("a\tB-PER\nb\tE-PER\nc\tS-LOC\n"));
    assertEquals(List.of("B-PER", "I-PER", "B-LOC"), first("a\tB-PER\nb\tL-PER\nc\tU-LOC\n"));
    assertEquals(List.of("B-PER", "I-PER", "O"), first("a\tPERSON\nb\tPERSON\nc\tDATE\n"));
    assertEquals(List.of("B-PER", "O"), first("a\tB-PERSON\nb\tB-LOCderiv\n"));
    assertEquals(List.of("B-LOC", "B-LOC"), first("a\tB-GPE\nb\tI-LOC\nc\tB-LOC\n").subList(0, 2));
  }

  /** A stray I- stays for the scheme of the score to judge, whatever labels are called. */
  @Test
  void numbersCanBeGivenAsTags() throws IOException {
    var file = Files.writeString(folder.resolve("de.tsv"), "a\t1\nb\t2\nc\t0\nd\t2\n");
    var set = DatasetReader.read(file, Task.NER, null, LabelMap.of("0=O,1=B-LOC,2=I-LOC"));
    assertEquals(
        List.of("B-LOC", "I-LOC", "O", "I-LOC"),
        ((TaggedSentence) set.examples().getFirst()).tags());
    var small = LabelReading.ofModel(Task.NER, List.of("o", "b-per", "i-per"), LabelMap.NONE);
    assertEquals(List.of("B-PER", "I-PER", "O"), small.read(List.of("b-per", "i-per", "o")));
  }

  @Test
  void otherNamesAreSaid() {
    var labels = List.of("O", "B-PERSON", "I-PERSON", "B-GPE", "B-MISC", "I-MISC", "B-DATE");
    var reading = LabelReading.of(Task.NER, labels, LabelMap.NONE);
    assertEquals(
        List.of("GPE counts as LOC.", "DATE, MISC count as O.", "PERSON counts as PER."),
        reading.notes());
    assertEquals(
        List.of(),
        LabelReading.of(Task.NER, Task.NER.labels(), LabelMap.NONE).notes(),
        "nothing is assumed of the task's own");
  }

  @Test
  void allUnknownLabelsAreNamedWithCountsAndLines() throws IOException {
    var text = "a\tB-NORP\nb\tB-LAW\nc\tB-NORP\nd\tB-PER\n";
    var file = Files.writeString(folder.resolve("en.tsv"), text);
    var said =
        assertThrows(Problem.class, () -> DatasetReader.read(file, Task.NER, null)).getMessage();
    assertTrue(said.contains("2 unknown labels"), said);
    assertTrue(said.contains("\"B-NORP\" (2 times, line 1), \"B-LAW\" (once, line 2)"), said);
    assertTrue(said.contains("--map LAW=…,NORP=…"), said);
    var given = LabelMap.of("NORP=ORG,LAW=O");
    var set = DatasetReader.read(file, Task.NER, null, given);
    assertEquals(
        List.of("B-ORG", "O", "B-ORG", "B-PER"),
        ((TaggedSentence) set.examples().getFirst()).tags());
    assertTrue(set.notes().contains("en.tsv: LAW counts as O."), set.notes().toString());
    var plain = DatasetReader.read(file, Task.NER, null, LabelMap.of("B-NORP=B-ORG,B-LAW=O"));
    assertEquals(set.examples(), plain.examples());

    Files.writeString(folder.resolve(LabelMap.FILE), "NORP,ORG\nLAW,O\n");
    assertEquals(set.examples(), DatasetReader.read(file, Task.NER, null).examples());
    assertTrue(!plain.sha256().equals(set.sha256()), "what is said of labels is part of it");
    var tags = Files.writeString(folder.resolve("de.tsv"), "a\tNN\nb\tVVFIN\nc\tNN\n");
    var pos =
        assertThrows(Problem.class, () -> DatasetReader.read(tags, Task.POS, null)).getMessage();
    assertTrue(pos.contains("\"NN\" (2 times, line 1), \"VVFIN\" (once, line 2)"), pos);
    var mapped = DatasetReader.read(tags, Task.POS, null, LabelMap.of("NN=NOUN,VVFIN=VERB"));
    assertEquals(
        List.of("NOUN", "VERB", "NOUN"), ((TaggedSentence) mapped.examples().getFirst()).tags());
  }

  @Test
  void mapsThatSayNothingOrTheImpossibleAreProblems() throws IOException {
    for (var text : List.of("PERSON", "=PER", "PERSON=", "A=PER,A=ORG")) {
      assertThrows(Problem.class, () -> LabelMap.of(text), text);
    }
    var file = folder.resolve("map.csv");
    for (var text : List.of("A\n", "A,B,C\n", "A,PER\nA,ORG\n", ",PER\n", "\"A,PER\n")) {
      Files.writeString(file, text);
      var said = assertThrows(Problem.class, () -> LabelMap.read(file), text).getMessage();
      assertTrue(said.contains("map.csv, line "), said);
    }
    Files.writeString(file, "label\tas\r\nA,B\tPER\r\n\r\n");
    assertEquals(new LabelMap(java.util.Map.of("A,B", "PER")), LabelMap.read(file));
    var data = Files.writeString(folder.resolve("en.tsv"), "a\tB-X\n");
    var said =
        assertThrows(
            Problem.class, () -> DatasetReader.read(data, Task.NER, null, LabelMap.of("X=TIER")));
    assertTrue(said.getMessage().contains("TIER"), said.getMessage());
  }

  private List<String> first(String text) throws IOException {
    var file = Files.writeString(folder.resolve("en.tsv"), text);
    return ((TaggedSentence) DatasetReader.read(file, Task.NER, null).examples().getFirst()).tags();
  }

  private static List<CSVRecord> golden() throws IOException {
    var csv = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var in = new GZIPInputStream(Files.newInputStream(GOLDEN));
        var parser = csv.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parser.getRecords();
    }
  }

  private static List<String> tags(String text) {
    return Arrays.asList(text.split(" "));
  }

  private static String text(List<EntitySpan> spans) {
    return spans.stream()
        .map(s -> s.begin() + "-" + s.end() + "-" + s.type())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
