package lamina.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strict entities: 2 tp of 2 tp + fp + fn. */
class EntitiesTest {
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
    assertEquals(new Item(got, of), Entities.item(tags(gold), tags(predicted)));
  }

  /** tp 1, fp 1, fn 2: precision 1/2, recall 1/3, F1 0.4. */
  @Test
  void sumsGiveF1() {
    var items =
        new Item[] {
          Entities.item(tags("B-PER O B-LOC"), tags("B-PER O O")),
          Entities.item(tags("B-ORG I-ORG O"), tags("B-ORG O O"))
        };
    assertEquals(0.4, Item.score(items), 1e-12);
  }

  private static List<String> tags(String text) {
    return List.of(text.strip().split(" +"));
  }
}
