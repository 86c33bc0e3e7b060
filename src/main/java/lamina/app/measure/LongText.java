package lamina.app.measure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import lamina.app.window.RunningWindow;
import lamina.data.Task;
import lamina.files.TemporaryFolder;
import lamina.model.RandomModel;

/** The longest pause of the window at texts of 512 pieces, with a model that reads as many. */
public final class LongText implements AutoCloseable {
  /** Pieces that the model reads. */
  static final int POSITIONS = 512;

  /** Of the base's layers, from the last one alone to the first gates. */
  private static final int ANSWER_ROWS = 12;

  private static final List<String> WORDS =
      List.of("the", "river", "that", "committee", "opened", "in", "spring", ",", "after", "rain");

  private final RunningWindow session;
  private final TemporaryFolder folder;

  /**
   * Takes a model of random weights into use.
   *
   * @param base checkpoint whose tokenizer and sizes it has
   */
  LongText(RunningWindow session, Path base) {
    this.session = session;
    folder = TemporaryFolder.create("lamina-measure");
    var model = folder.path().resolve("random-" + POSITIONS);
    RandomModel.write(base, Task.DEFAULT, POSITIONS, 1, model);
    session.act(w -> w.drop(List.of(model)));
  }

  /** Words that have more pieces than the model reads. */
  public static String text(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int w = 0; w < POSITIONS + 40; w++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  /** The longest pauses, by what was done. */
  Map<String, PauseWatch.Pause> pauses() {
    var pauses = new LinkedHashMap<String, PauseWatch.Pause>();
    session.act(w -> w.setText(text(0))); // classes are loaded and compiled
    changeLayers();
    openCell();
    try (var watch = new PauseWatch()) {
      session.settle();
      watch.longest();
      for (int i = 1; i <= 5; i++) {
        long seed = i;
        session.act(w -> w.setText(text(seed)));
      }
      pauses.put("new text", watch.longest());
      changeLayers();
      pauses.put("layer change", watch.longest());
      openCell();
      pauses.put("cell with its attention", watch.longest());
    }
    return pauses;
  }

  private void changeLayers() {
    for (int layer = 1; layer <= 12; layer++) {
      int to = layer;
      session.act(w -> w.layerSlider().setValue(to));
    }
  }

  /** By keyboard: to the end of the text, one layer down, Enter; then along the attention. */
  private void openCell() {
    press("answers-teacher", KeyCode.HOME, KeyCode.END);
    for (int row = 0; row < ANSWER_ROWS; row++) {
      press("answers-teacher", KeyCode.DOWN);
    }
    press("answers-teacher", KeyCode.ENTER);
    press("attention", KeyCode.END, KeyCode.LEFT, KeyCode.ENTER);
  }

  private void press(String id, KeyCode... keys) {
    for (var key : keys) {
      session.act(
          w -> {
            Node node = w.root().lookup("#" + id);
            node.requestFocus();
            var pressed =
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false);
            Event.fireEvent(node, pressed);
          });
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
