package lamina.ui.explore;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.text.Input;
import lamina.ui.control.LabelledFields;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.PanelState;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: a sample that is chosen, or what a person writes in its place. What is
 * written stays for its task and language, whatever is looked at meanwhile. Where a language has no
 * sample, nothing stands there until a person writes it.
 */
final class TextEntry {
  private static final double LABEL_WIDTH = 110;

  private final ComboBox<Example> samples = new ComboBox<>();
  private final TextField text = new TextField();
  private final TextField second = new TextField();
  private final Label textLabel = new Label();
  private final Label secondLabel = new Label();
  private final Button back = new Button(Messages.get("explore.back"));
  private final OwnTexts texts = new OwnTexts();
  private final Consumer<Example> taken;
  private final Runnable changed;
  private Example chosen; // null where there is none to choose
  private OwnTexts.Place place; // that the text on screen belongs to; null before any
  private boolean filling;

  /**
   * An entry of nothing yet.
   *
   * @param taken told each sample that comes on screen
   * @param changed told when the person wrote, or chose a sample
   */
  TextEntry(BackgroundTasks work, Consumer<Example> taken, Runnable changed) {
    this.taken = taken;
    this.changed = changed;
    samples.setAccessibleText(Messages.get("explore.samples"));
    samples.setId("samples");
    samples.setMaxWidth(Double.MAX_VALUE);
    samples.setPrefWidth(260);
    samples.setConverter(SampleTexts.converter());
    HBox.setHgrow(samples, Priority.ALWAYS);
    text.setId("text");
    second.setId("hypothesis");
    label(textLabel, text);
    label(secondLabel, second);
    back.setId("own-text");
    back.setMinWidth(Region.USE_PREF_SIZE);
    back.setTooltip(new Tooltip(Messages.get("explore.back.tip")));
    back.setOnAction(e -> takeBack());
    back.managedProperty().bind(back.visibleProperty());
    back.setVisible(false);
    LabelledFields.limit(text, second, work::report);
    LabelledFields.limit(second, text, work::report);
    text.textProperty().addListener(o -> edited());
    second.textProperty().addListener(o -> edited());
    samples.valueProperty().addListener((o, was, is) -> pick(is));
  }

  private static void label(Label label, TextField field) {
    label.setLabelFor(field);
    label.getStyleClass().add("field-label");
    label.setMinWidth(LABEL_WIDTH);
    HBox.setHgrow(field, Priority.ALWAYS);
  }

  /**
   * Its lines.
   *
   * @param beside what stands beside the samples
   */
  List<Node> lines(Node beside) {
    var pick = new Label(Messages.get("explore.samples"));
    pick.getStyleClass().add("field-label");
    pick.setMinWidth(LABEL_WIDTH);
    return List.of(
        line(pick, samples, back, beside), line(textLabel, text), line(secondLabel, second));
  }

  private static HBox line(Node... parts) {
    var box = new HBox(8, parts);
    box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return box;
  }

  /**
   * Offers samples of a place and shows one of them, or what the person wrote there.
   *
   * @param session what a session says of the place; {@link PanelState#NONE} where none is opened
   */
  void offer(OwnTexts.Place at, List<Example> list, PanelState session) {
    boolean again = at.equals(place) && session.equals(PanelState.NONE);
    place = at;
    var own = texts.find(at);
    // A sentence stays chosen when the language changes: its translation is shown.
    var before = own.map(OwnTexts.Own::sample).orElse(chosen == null ? "" : chosen.id());
    var id = session.option("sample", before);
    var wanted = list.stream().filter(e -> e.id().equals(id)).findFirst();
    var shown = wanted.or(() -> list.stream().findFirst());
    filling = true;
    samples.getItems().setAll(list);
    samples.setValue(shown.orElse(null));
    samples.setDisable(list.isEmpty());
    filling = false;
    if (!again || !Objects.equals(shown.orElse(null), chosen)) {
      take(shown.orElse(null), own, false);
      if (shown.isPresent() && own.isEmpty() && session.options().containsKey("text")) {
        takeText(session);
      }
    }
    offerAside();
  }

  /** Sessions of before didn't say which texts were a person's own: those that are no sample. */
  private void takeText(PanelState session) {
    filling = true;
    text.setText(session.option("text", ""));
    second.setText(session.option("second", second.getText()));
    filling = false;
    keep();
  }

  /** The person chose a sample; what was written stays within reach. */
  private void pick(Example example) {
    if (!filling && example != null) {
      texts.putAside(place);
      take(example, Optional.empty(), true);
      offerAside();
      changed.run();
    }
  }

  /** Takes an example as if it had been chosen among the samples. */
  void open(Example example) {
    if (!samples.getItems().contains(example)) {
      samples.getItems().add(example);
    }
    if (example.equals(samples.getValue())) {
      pick(example); // a text of one's own may stand in its place
    } else {
      samples.setValue(example);
    }
  }

  /** Goes back to the text that was put aside for a sample. */
  private void takeBack() {
    texts.takeBack(place);
    var own = texts.find(place).orElseThrow();
    filling = true;
    samples.getItems().stream()
        .filter(e -> e.id().equals(own.sample()))
        .findFirst()
        .ifPresent(samples::setValue);
    filling = false;
    take(samples.getValue(), Optional.of(own), true);
    offerAside();
    changed.run();
  }

  /** The next samples of a place come before what was written there, which stays within reach. */
  void putAside(OwnTexts.Place at) {
    texts.putAside(at);
    chosen = null;
  }

  private void offerAside() {
    back.setVisible(place != null && texts.hasAside(place));
  }

  /**
   * Writes a sample, or a text of one's own in its place.
   *
   * @param example null where the language has none
   * @param undoable whether what was there comes back when the person undoes it
   */
  private void take(Example example, Optional<OwnTexts.Own> own, boolean undoable) {
    chosen = example;
    boolean pair = pairs();
    var orientation =
        Languages.of(place.language()).rightToLeft()
            ? NodeOrientation.RIGHT_TO_LEFT
            : NodeOrientation.LEFT_TO_RIGHT;
    text.setNodeOrientation(orientation);
    second.setNodeOrientation(orientation);
    boolean nli = place.task().infers();
    textLabel.setText(Messages.get(pair && nli ? "explore.premise" : "explore.text"));
    secondLabel.setText(Messages.get(nli ? "explore.hypothesis" : "explore.second"));
    second.getParent().setVisible(pair);
    second.getParent().setManaged(pair);
    var first =
        switch (example) {
          case TaggedSentence s -> String.join(" ", s.words());
          case SentencePair p -> p.premise();
          case null -> "";
        };
    var other = example instanceof SentencePair p ? p.hypothesis() : "";
    filling = true;
    write(text, own.map(OwnTexts.Own::text).orElse(first), undoable);
    write(second, own.map(OwnTexts.Own::second).orElse(other), undoable);
    filling = false;
    if (example != null) {
      taken.accept(example);
    }
  }

  /** Whether a text of this place is a pair of sentences. */
  private boolean pairs() {
    return place != null && !place.task().tagsWords();
  }

  private static void write(TextField field, String words, boolean undoable) {
    if (undoable) {
      field.replaceText(0, field.getLength(), words);
    } else {
      field.setText(words);
    }
  }

  /** Replaces the sample sentence by a text of one's own. */
  void setText(String own) {
    text.setText(own);
  }

  private void edited() {
    if (!filling) {
      keep();
      changed.run();
    }
  }

  /** Keeps what is written for this task and language, where it isn't the sample. */
  private void keep() {
    if (place == null) {
      return;
    }
    if (blank() || !gold().isEmpty()) {
      texts.forget(place);
    } else {
      var id = chosen == null ? "" : chosen.id();
      texts.keep(place, new OwnTexts.Own(id, text.getText(), other()));
    }
  }

  private String other() {
    return pairs() ? second.getText() : "";
  }

  private boolean blank() {
    return text.getText().isBlank() && other().isBlank();
  }

  /** The sample; empty where there is none to choose. */
  Optional<Example> sample() {
    return Optional.ofNullable(chosen);
  }

  /**
   * Whether what stands here is of a task and language, rather than of what was chosen before.
   *
   * @param language null where none is chosen: then what stands here stays, of whatever language
   */
  boolean isOf(Task task, @Nullable Language language) {
    return place != null
        && place.task() == task
        && (language == null || place.language().equals(language.code()));
  }

  /** The language of what stands here; empty before anything does. */
  Optional<Language> language() {
    return Optional.ofNullable(place).map(p -> Languages.of(p.language()));
  }

  /** What a model is shown. */
  Input input() {
    return SampleTexts.input(place.task(), chosen, text.getText(), second.getText());
  }

  /** Whether too little is written for an answer. */
  boolean incomplete() {
    return text.getText().isBlank() || pairs() && other().isBlank();
  }

  /** Labels of the sample; empty where it was edited, or there is none. */
  List<String> gold() {
    return SampleTexts.gold(chosen, text.getText(), second.getText());
  }

  /** Whether the person wrote anything, anywhere. */
  boolean hasOwn() {
    return !texts.isEmpty();
  }

  /** Takes over a session's texts; its sample is shown in the place that it speaks of. */
  void read(PanelState state, OwnTexts.Place shown) {
    if (!texts.read(state, shown)) {
      texts.putAside(shown);
    }
  }

  /** Adds what a session keeps of it. */
  void write(Map<String, String> options) {
    options.putAll(texts.options());
    if (chosen != null) {
      options.put("sample", chosen.id());
      options.put("at", place.task().key() + " " + place.language());
      options.put("text", text.getText());
      if (chosen instanceof SentencePair) {
        options.put("second", second.getText());
      }
    }
  }
}
