package lamina.ui.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import lamina.answers.Answer;
import lamina.answers.AnsweredSet;
import lamina.answers.Change;
import lamina.answers.LabelScore;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.TaggedSentence;
import lamina.ui.control.FittedTable;
import lamina.ui.control.TableColumns;
import lamina.ui.text.LessonTexts;
import lamina.ui.text.Messages;

/** Scores of labels, and examples, as tables. */
final class ErrorTables {
  private static final int LONGEST = 90;

  private ErrorTables() {}

  /** An example in the list. */
  record Row(Answered of, AnsweredSet.Place place, String effect, Answer before, Answer now) {
    Example example() {
      return of.set().examples().get(place.example());
    }

    String gold() {
      return of.set().gold(place.example()).get(place.unit());
    }

    /** The word, or the hypothesis. */
    String unit() {
      return switch (example()) {
        case TaggedSentence s -> s.words().get(place.unit());
        case SentencePair p -> brief(p.hypothesis());
      };
    }

    /** The sentence around the word, or the premise. */
    String around() {
      return switch (example()) {
        case TaggedSentence s -> brief(String.join(" ", s.words()));
        case SentencePair p -> brief(p.premise());
      };
    }
  }

  private static String brief(String text) {
    int count = text.codePointCount(0, text.length());
    return count <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** A label's scores of a model. */
  record Scored(Answered of, LabelScore score) {}

  static TableView<Scored> labels() {
    var table = new TableView<Scored>();
    table.setId("errors-labels");
    table.getColumns().add(TableColumns.text(Messages.get("errors.label"), r -> r.score.label()));
    table
        .getColumns()
        .add(
            TableColumns.number(
                Messages.get("column.n"), r -> r.score.gold(), r -> "" + r.score.gold()));
    table.getColumns().add(rate("errors.f1", LabelScore::f1));
    table.getColumns().add(rate("errors.precision", LabelScore::precision));
    table.getColumns().add(rate("errors.recall", LabelScore::recall));
    table
        .getColumns()
        .add(TableColumns.text(Messages.get("errors.model"), r -> ErrorFigures.name(r.of)));
    table.setPlaceholder(new Label(Messages.get("errors.counting")));
    FittedTable.follow(table, Messages.get("table.labels"));
    return table;
  }

  private static javafx.scene.control.TableColumn<Scored, Scored> rate(
      String key, java.util.function.Function<LabelScore, LabelScore.Rate> of) {
    return TableColumns.number(
        Messages.get(key), r -> of.apply(r.score).value(), r -> text(of.apply(r.score)));
  }

  private static String text(LabelScore.Rate rate) {
    return Double.isNaN(rate.value())
        ? "–"
        : LessonTexts.apart(
            String.format(
                Locale.ROOT,
                "%.1f  [%.1f, %.1f]",
                100 * rate.value(),
                100 * rate.interval().low(),
                100 * rate.interval().high()));
  }

  /**
   * The list of examples.
   *
   * @param open told the row that is double-clicked, or that Enter is pressed on
   */
  static TableView<Row> examples(java.util.function.Consumer<Row> open) {
    var table = new TableView<Row>();
    table.setId("errors-examples");
    table.getColumns().add(TableColumns.text(Messages.get("errors.effect"), Row::effect));
    table.getColumns().add(TableColumns.text(Messages.get("errors.label"), Row::gold));
    table
        .getColumns()
        .add(
            TableColumns.text(
                Messages.get("errors.before"), r -> ErrorFigures.answer(r.before.label())));
    table
        .getColumns()
        .add(
            TableColumns.text(Messages.get("errors.now"), r -> ErrorFigures.answer(r.now.label())));
    table.getColumns().add(TableColumns.text(Messages.get("errors.unit"), Row::unit));
    table.getColumns().add(TableColumns.text(Messages.get("errors.around"), Row::around));
    table
        .getColumns()
        .add(TableColumns.text(Messages.get("errors.model"), r -> ErrorFigures.name(r.of)));
    table.setPlaceholder(new Label(Messages.get("errors.nochange")));
    table.setOnMouseClicked(
        e -> {
          var row = table.getSelectionModel().getSelectedItem();
          if (e.getClickCount() == 2 && row != null) {
            open.accept(row);
          }
        });
    table.setOnKeyPressed(
        e -> {
          var row = table.getSelectionModel().getSelectedItem();
          if (e.getCode() == KeyCode.ENTER && row != null) {
            open.accept(row);
            e.consume();
          }
        });
    FittedTable.follow(table, Messages.get("table.examples"));
    return table;
  }

  /** What a head changes against the last layer alone. */
  record Changed(Answered of, List<Change> changes) {}

  /** All changes as rows. */
  static List<Row> changes(List<Changed> all) {
    var rows = new ArrayList<Row>();
    for (var each : all) {
      for (var c : each.changes) {
        var effect = Messages.get("errors.effect." + c.effect().name().toLowerCase(Locale.ROOT));
        rows.add(new Row(each.of, c.place(), effect, c.before(), c.now()));
      }
    }
    return rows;
  }

  /** The units of a label that get an answer. */
  static List<Row> taken(List<Answered> list, String label, String answer) {
    var rows = new ArrayList<Row>();
    for (var of : list) {
      for (var place : lamina.answers.ConfusionMatrix.places(of.set(), of.head(), label, answer)) {
        var now = of.set().of(of.head(), place.example()).get(place.unit());
        var last = lamina.model.HeadKey.LAST;
        var before =
            of.set().answers().containsKey(last)
                ? of.set().of(last, place.example()).get(place.unit())
                : Answer.NONE;
        rows.add(new Row(of, place, "", before, now));
      }
    }
    return rows;
  }
}
