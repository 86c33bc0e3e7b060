package lamina.chart.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarFigureTest {
  private static List<String> names(List<String> groups, List<String> sections) {
    return new BarFigure("", "", "", groups, sections, List.of()).names();
  }

  @Test
  void aSectionIsNamedBeforeItsFirstGroupAlone() {
    var groups = List.of("Arabic", "English", "Italian", "Thai", "Arabic");
    assertEquals(
        List.of("Semitic: Arabic", "Indo-European: English", "Italian", "Thai", "Semitic: Arabic"),
        names(groups, List.of("Semitic", "Indo-European", "Indo-European", "", "Semitic")));
    assertEquals(groups, names(groups, List.of()));
  }

  @Test
  void whatChangesTextsChangesSections() {
    var figure =
        new BarFigure("", "", "", List.of("Thai"), List.of("Kra-Dai"), List.of())
            .texts(t -> t.toUpperCase(java.util.Locale.ROOT));
    assertEquals(List.of("KRA-DAI: THAI"), figure.names());
  }
}
