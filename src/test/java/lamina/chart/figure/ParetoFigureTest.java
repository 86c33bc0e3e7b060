package lamina.chart.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFigureTest {
  private static ParetoFigure.Point point(String name, double x, double y) {
    return new ParetoFigure.Point(name, Role.TEACHER, false, x, x, x, y, y, y, 1);
  }

  private static List<String> front(ParetoFigure.Point... points) {
    return new ParetoFigure("", "", "x", "y", List.of(points))
        .front().stream().map(ParetoFigure.Point::name).toList();
  }

  @Test
  void whoIsBeatenInBothIsNotOnTheFront() {
    assertEquals(
        List.of("cheap", "middle", "good"),
        front(
            point("good", 9, 80),
            point("cheap", 2, 50),
            point("beaten", 6, 60),
            point("middle", 5, 70)));
  }

  @Test
  void equalsInOneAreDecidedByTheOther() {
    assertEquals(List.of("faster"), front(point("slower", 3, 70), point("faster", 2, 70)));
    assertEquals(List.of("better"), front(point("worse", 2, 69), point("better", 2, 70)));
    assertEquals(List.of("one", "same"), front(point("one", 2, 70), point("same", 2, 70)));
  }
}
