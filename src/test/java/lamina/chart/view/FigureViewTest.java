package lamina.chart.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import lamina.chart.export.ExportSettings;
import lamina.chart.figure.GateMapFigure;
import lamina.chart.figure.Role;
import lamina.chart.paint.Theme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A view whose figure fails says so, and shows the next one. */
class FigureViewTest {
  @BeforeAll
  static void begin() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  private static <T> T onFx(Supplier<T> doing) {
    return CompletableFuture.supplyAsync(doing, Platform::runLater).join();
  }

  /** Values of one layer for labels of two: painting reads beyond them. */
  private static GateMapFigure broken() {
    return map(new float[][] {{0.1f, 0.9f}});
  }

  private static GateMapFigure whole() {
    return map(new float[][] {{0.1f, 0.9f}, {0.2f, 0.3f}});
  }

  private static GateMapFigure map(float[][] values) {
    return new GateMapFigure(
        "Gates", "", Role.TEACHER, List.of("a", "b"), List.of(1, 2), values, false);
  }

  private static <T extends Node> T part(Region view, Class<T> kind) {
    return view.getChildrenUnmodifiable().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElse(null);
  }

  private static void painted(FigureView view) throws Exception {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> onFx(view.readyProperty()::get));
  }

  @Test
  void afterAFigureThatFailsTheNextOneIsPainted() throws Exception {
    var view = onFx(FigureView::new);
    onFx(
        () -> {
          view.resize(600, 300);
          view.setFigure(broken());
          return 0;
        });
    painted(view);
    var said = part(view, Label.class);
    assertTrue(onFx(said::isVisible));
    assertTrue(onFx(said::getText).startsWith("This figure could not be drawn."), said.getText());
    assertNull(onFx(() -> part(view, ImageView.class).getImage()), "no figure of before");
    onFx(
        () -> {
          view.setFigure(whole());
          return 0;
        });
    painted(view);
    assertFalse(onFx(said::isVisible));
    assertNotNull(onFx(() -> part(view, ImageView.class).getImage()));
  }

  @Test
  void aFigureThatCannotBeMadeIsSaidInItsPlace() throws Exception {
    var view = onFx(FigureView::new);
    onFx(
        () -> {
          view.resize(600, 300);
          view.draw(
              () -> {
                throw new IllegalStateException("no data");
              });
          return 0;
        });
    painted(view);
    assertEquals(
        "This figure could not be drawn. IllegalStateException: no data",
        onFx(part(view, Label.class)::getText));
    onFx(
        () -> {
          view.draw(FigureViewTest::whole);
          return 0;
        });
    painted(view);
    assertNotNull(onFx(() -> part(view, ImageView.class).getImage()));
  }

  @Test
  void aPreviewThatFailsIsSaidAndTheNextOnePainted() throws Exception {
    var view = onFx(PrintPreview::new);
    var settings = ExportSettings.screen(300, 200, Theme.LIGHT);
    onFx(
        () -> {
          view.show(broken(), settings, 1);
          return 0;
        });
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> onFx(() -> part(view, Label.class)) != null);
    onFx(
        () -> {
          view.show(whole(), settings, 1);
          return 0;
        });
    WaitForAsyncUtils.waitFor(
        30,
        TimeUnit.SECONDS,
        () -> onFx(() -> part(view, ImageView.class) != null && part(view, Label.class) == null));
  }
}
