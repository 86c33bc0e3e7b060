package lamina.chart.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import lamina.chart.figure.LineFigure;
import lamina.chart.figure.Role;
import lamina.chart.paint.FigureCells;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A long curve seen in parts, by mouse and by keyboard. */
class RangeViewTest {
  private static final Pattern SEEN = Pattern.compile("(\\d+) to (\\d+) of (\\d+) · .*");

  private final FxRobot robot = new FxRobot();
  private FigureView view;
  private Stage stage;

  private static <T> T onFx(Supplier<T> doing) {
    return CompletableFuture.supplyAsync(doing, Platform::runLater).join();
  }

  @BeforeEach
  void open() throws Exception {
    stage = FxToolkit.registerPrimaryStage();
    view = onFx(FigureView::new);
    onFx(
        () -> {
          stage.setScene(new Scene(view, 700, 400));
          stage.setX(0);
          stage.setY(0);
          stage.show();
          return 0;
        });
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  /** Loss at every tenth step. */
  private static LineFigure curve(String run, int points) {
    double[] x = IntStream.rangeClosed(1, points).mapToDouble(i -> 10 * i).toArray();
    double[] y = IntStream.rangeClosed(1, points).mapToDouble(i -> 2.0 / i).toArray();
    return new LineFigure(
        run + " after " + points,
        run,
        "Step",
        "Loss",
        List.of(new LineFigure.Line("Loss", Role.TEACHER, true, x, y, y, y)),
        Double.NaN);
  }

  private void show(LineFigure figure) throws Exception {
    onFx(
        () -> {
          view.draw(() -> figure);
          return 0;
        });
    settle();
  }

  private void settle() throws Exception {
    WaitForAsyncUtils.waitForFxEvents();
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> onFx(view.readyProperty()::get));
  }

  private String said() {
    return onFx(((Label) view.lookup("#range"))::getText);
  }

  /** First and last step that are seen. */
  private int[] seen() {
    var match = SEEN.matcher(said());
    assertTrue(match.matches(), said());
    return new int[] {Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))};
  }

  private void assertAll() {
    assertEquals("Wheel, + and - zoom", said());
  }

  private void type(String text) throws Exception {
    robot.write(text, 0);
    settle();
  }

  @Test
  void wheelDragAndDoubleClick() throws Exception {
    var figure = curve("run", 300);
    show(figure);
    assertAll();
    var tenth =
        onFx(() -> view.localToScreen(view.place(new FigureCells.Cell(0, 30)).orElseThrow()));
    robot.moveTo(tenth);
    robot.scroll(4, VerticalDirection.UP);
    settle();
    var near = seen();
    assertTrue(near[0] < 310 && near[1] > 310, "what is under the mouse stays: " + said());
    assertTrue(near[1] - near[0] < 1600, said());
    assertSame(figure, onFx(view::figure), "files hold all");
    assertSame(figure, onFx(view.maker()::get));

    robot.press(MouseButton.PRIMARY).moveBy(-120, 0).release(MouseButton.PRIMARY);
    settle();
    var moved = seen();
    assertTrue(moved[0] > near[0] + 100, said());
    assertEquals(near[1] - near[0], moved[1] - moved[0], 20, "as long as before");
    var value = onFx(() -> view.place(new FigureCells.Cell(0, 0)).isPresent());
    assertTrue(value, "points are found in what is seen");

    robot.moveTo(view).doubleClickOn(view);
    settle();
    assertAll();
  }

  @Test
  void keysDoTheSame() throws Exception {
    show(curve("run", 300));
    robot.clickOn(view);
    onFx(
        () -> {
          view.requestFocus();
          return 0;
        });
    type("++");
    var near = seen();
    assertTrue(near[0] > 100 && near[1] < 2900, said());
    robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT).release(KeyCode.SHIFT);
    settle();
    assertTrue(seen()[0] > near[0] + 100, said());
    robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
    settle();
    assertEquals(near[0], seen()[0], 20);
    robot.type(KeyCode.ESCAPE);
    settle();
    assertAll();
    type("+-");
    assertAll();
    type("+0");
    assertAll();
    for (int i = 0; i < 40; i++) {
      type("+");
    }
    var least = seen();
    assertTrue(least[1] - least[0] >= 70, "some points stay: " + said());
  }

  @Test
  void theRangeStaysWhileACurveGrowsAndGoesWithAnotherOne() throws Exception {
    show(curve("run", 300));
    robot.clickOn(view); // so that its window has the keyboard
    onFx(
        () -> {
          view.requestFocus();
          return 0;
        });
    type("+++");
    var near = seen();
    show(curve("run", 310));
    assertEquals(near[0], seen()[0]);
    assertEquals(near[1], seen()[1]);
    show(curve("other", 300));
    assertAll();
    show(curve("short", 24));
    assertFalse(onFx(view.lookup("#range")::isVisible), "layers are seen whole");
    robot.moveTo(view).scroll(3, VerticalDirection.UP);
    settle();
    assertFalse(onFx(view.lookup("#range")::isVisible));
  }
}
