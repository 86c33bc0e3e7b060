package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import lamina.data.EntitySpan;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entities: 2 tp of 2 tp + fp + fn, each scheme as seqeval counts it. */
class EntitiesTest {
  private static final Path ENTITIES = Path.of("src/test/resources/entities");
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B-PER I-PER O | B-PER I-PER O | 2 | 2",
        "B-PER I-PER O | B-PER O O     | 0 | 2",
        "B-PER I-PER O | B-LOC I-LOC O | 0 | 2",
        "B-PER B-PER O | B-PER I-PER O | 0 | 3",
        "B-PER I-LOC O | B-PER O O     | 2 | 2",
        "O O O         | O O O         | 0 | 0",
        "O O O         | B-PER O O     | 0 | 1",
        "O B-ORG I-ORG | O B-ORG I-ORG | 2 | 2",
        "O I-ORG I-ORG | O B-ORG I-ORG | 0 | 1",
        "B-LOC O B-PER | B-LOC O O     | 2 | 3",
      })
  void countsSpans(String gold, String predicted, double got, double of) {
    assertEquals(
        new ExampleScore(got, of), Entities.item(Metric.IOB2_STRICT, tags(gold), tags(predicted)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B-PER I-PER O | B-PER I-PER O | 2 | 2",
        "O I-ORG I-ORG | O B-ORG I-ORG | 2 | 2",
        "B-PER I-LOC O | B-PER O O     | 2 | 3",
        "I-PER B-PER O | I-PER I-PER O | 0 | 3",
      })
  void conllevalCountsEntitiesThatBeginWithI(String gold, String predicted, double got, double of) {
    assertEquals(
        new ExampleScore(got, of), Entities.item(Metric.CONLLEVAL, tags(gold), tags(predicted)));
  }

  /** golden.py asked seqeval about random sequences, most of which keep to no scheme. */
  @Test
  void entitiesAreThoseOfSeqeval() throws IOException {
    int strict = 0;
    int sentences = 0;
    for (var row : golden()) {
      for (var side : List.of("gold", "predicted")) {
        var tags = tags(row.get(side));
        if (!row.get("set").equals("bilou")) {
          assertEquals(row.get(side + "_default"), text(EntitySpan.conlleval(tags)), row.get(side));
        }
        if (row.get("set").equals("iob2")) {
          strict += row.get(side + "_default").equals(row.get(side + "_strict")) ? 0 : 1;
          assertEquals(row.get(side + "_strict"), text(EntitySpan.strict(tags)), row.get(side));
        }
      }
      sentences++;
    }
    assertEquals(3600, sentences);
    assertTrue(strict > 500, "the schemes differ in " + strict);
  }

  @Test
  void f1IsThatOfSeqeval() throws IOException {
    try (var parser = CSV.parse(Files.newBufferedReader(ENTITIES.resolve("f1.csv")))) {
      for (var set : parser) {
        assertEquals(
            Double.parseDouble(set.get("default")), f1(Metric.CONLLEVAL, set.get("set")), 1e-12);
        if (set.get("set").equals("iob2")) {
          assertEquals(
              Double.parseDouble(set.get("strict")), f1(Metric.IOB2_STRICT, "iob2"), 1e-12);
        }
      }
    }
  }

  private static double f1(Metric metric, String set) throws IOException {
    return ExampleScore.score(
        golden().stream()
            .filter(row -> row.get("set").equals(set))
            .map(
                row ->
                    Entities.item(
                        metric, iobes(tags(row.get("gold"))), iobes(tags(row.get("predicted")))))
            .toArray(ExampleScore[]::new));
  }

  private static List<String> iobes(List<String> tags) {
    return tags.stream().map(t -> t.replace("U-", "S-").replace("L-", "E-")).toList();
  }

  private static List<CSVRecord> golden() throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(ENTITIES.resolve("golden.csv.gz")));
        var parser = CSV.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parser.getRecords();
    }
  }

  private static String text(List<EntitySpan> spans) {
    return spans.stream()
        .map(s -> s.begin() + "-" + s.end() + "-" + s.type())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** tp 1, fp 1, fn 2: precision 1/2, recall 1/3, F1 0.4. */
  @Test
  void sumsGiveF1() {
    var items =
        new ExampleScore[] {
          Entities.item(Metric.IOB2_STRICT, tags("B-PER O B-LOC"), tags("B-PER O O")),
          Entities.item(Metric.IOB2_STRICT, tags("B-ORG I-ORG O"), tags("B-ORG O O"))
        };
    assertEquals(0.4, ExampleScore.score(items), 1e-12);
  }

  private static List<String> tags(String text) {
    return List.of(text.strip().split(" +"));
  }
}
