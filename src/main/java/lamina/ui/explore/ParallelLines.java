package lamina.ui.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.language.Languages;
import lamina.ui.text.LanguageWords;
import lamina.ui.workspace.BackgroundTasks;

/** The sample sentence in two other languages, a line each. */
final class ParallelLines {
  private static final List<String> LANGUAGES = List.of("en", "zh", "hi", "ar");

  private final SampleData sample;
  private final BackgroundTasks work;
  private final Consumer<Boolean> told;
  private final VBox node = new VBox(2);
  private boolean found;
  private int shows;

  /**
   * Lines of nothing yet.
   *
   * @param told whether a sample has translations, once that is known
   */
  ParallelLines(SampleData sample, BackgroundTasks work, Consumer<Boolean> told) {
    this.sample = sample;
    this.work = work;
    this.told = told;
    node.getStyleClass().add("note");
    node.managedProperty().bind(node.visibleProperty());
  }

  /** Reads the translations of a sample and shows them. */
  void show(Task task, Example example) {
    int mine = ++shows;
    work.read(
        () -> {
          var lines = new ArrayList<Label>();
          for (var code : LANGUAGES) {
            var language = Languages.of(code);
            boolean parallel =
                !language.equals(example.language())
                    && sample.parallelLanguages(task).contains(language)
                    && sample.translated(task, example);
            if (lines.size() < 2 && parallel) {
              sample
                  .example(task, language, example.id())
                  .map(e -> SampleTexts.shortened(SampleTexts.words(e)))
                  .ifPresent(
                      words -> lines.add(new Label(LanguageWords.name(language) + ":  " + words)));
            }
          }
          return lines;
        },
        lines -> {
          if (mine == shows) {
            lines.forEach(l -> l.getStyleClass().add("note"));
            node.getChildren().setAll(lines);
            found = !lines.isEmpty();
            told.accept(found);
          }
        });
  }

  /** Whether the sample shown last has translations, as far as is known. */
  boolean found() {
    return found;
  }

  /** Hides them where the text is one's own. */
  void setVisible(boolean visible) {
    node.setVisible(visible);
  }

  Node node() {
    return node;
  }
}
