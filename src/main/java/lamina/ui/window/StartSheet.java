package lamina.ui.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import lamina.data.Example;
import lamina.data.Tasks;
import lamina.data.format.SampleData;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.ui.control.Overlay;
import lamina.ui.control.WrappedLabel;
import lamina.ui.explore.SampleTexts;
import lamina.ui.text.LanguageWords;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** What a newcomer sees first: what this is, one sentence in three languages, three ways in. */
final class StartSheet {
  /** The ways in; {@code start.WAY} and {@code start.WAY.about} are their texts. */
  static final List<String> WAYS = List.of("sentence", "lesson", "figure");

  private static final List<String> TRANSLATIONS = List.of("en", "de", "ar");
  private static final int SAMPLES = 20;
  private static final int MOST_WORDS = 12;

  private final Overlay overlay;
  private final SampleData sample;
  private final BackgroundTasks work;
  private final VBox node = new VBox(16);
  private final GridPane lines = new GridPane(16, 6);
  private final List<Button> cards = new ArrayList<>();

  /**
   * A sheet that isn't shown yet.
   *
   * @param ways what each of {@link #WAYS} does
   */
  StartSheet(Overlay overlay, SampleData sample, BackgroundTasks work, Map<String, Runnable> ways) {
    this.overlay = overlay;
    this.sample = sample;
    this.work = work;
    var title = new Label(Messages.get("start.title"));
    title.getStyleClass().add("sheet-title");
    var about = new WrappedLabel(Messages.get("start.about"));
    var row = new HBox(12);
    for (var way : WAYS) {
      var card = card(way, ways.get(way));
      cards.add(card);
      row.getChildren().add(card);
    }
    lines.getStyleClass().add("start-lines");
    node.setId("start-sheet");
    node.getChildren().addAll(title, about, lines, row);
  }

  private Button card(String way, Runnable act) {
    var name = new Label(Messages.get("start." + way));
    name.getStyleClass().add("card-title");
    var about = new WrappedLabel(Messages.get("start." + way + ".about"));
    about.getStyleClass().add("card-about");
    var card = new Button();
    card.setId("start-" + way);
    card.getStyleClass().add("start-card");
    card.setGraphic(new VBox(6, name, about));
    card.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    card.setAccessibleText(name.getText() + ". " + Messages.get("start." + way + ".about"));
    card.setOnAction(
        e -> {
          overlay.close();
          act.run();
        });
    return card;
  }

  /** Shows it. */
  void show() {
    overlay.show(node, cards.getFirst());
    work.read(this::translations, this::write);
  }

  /** A short English sample and its translations, where the sample data has them all. */
  private List<Example> translations() {
    var english = Languages.of(TRANSLATIONS.getFirst());
    for (var task : Tasks.KNOWN.all()) {
      if (!task.tagsWords() || !sample.languages(task).contains(english)) {
        continue; // a pair is no sentence
      }
      for (var example : sample.toExplore(task, english, SAMPLES)) {
        var found =
            TRANSLATIONS.stream()
                .map(Languages::of)
                .filter(sample.parallelLanguages(task)::contains)
                .flatMap(l -> sample.example(task, l, example.id()).stream())
                .toList();
        boolean brief = SampleTexts.words(example).split(" ").length <= MOST_WORDS;
        if (brief && found.size() == TRANSLATIONS.size()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private void write(List<Example> examples) {
    lines.getChildren().clear();
    for (int i = 0; i < examples.size(); i++) {
      Language language = examples.get(i).language();
      var name = new Label(LanguageWords.name(language));
      name.getStyleClass().add("field-label");
      var words = new Label(SampleTexts.words(examples.get(i)));
      words.setNodeOrientation(
          language.rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
      lines.addRow(i, name, words);
    }
  }
}
