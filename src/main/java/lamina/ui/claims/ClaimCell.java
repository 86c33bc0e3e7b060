package lamina.ui.claims;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import lamina.claims.ClaimFinding;
import lamina.ui.control.WrappedLabel;
import org.jspecify.annotations.Nullable;

/** A claim in the list: its number and verdict, and under them its wording, in as many lines. */
final class ClaimCell extends ListCell<ClaimFinding> {
  /** Room for the bar that scrolls. */
  private static final double BAR = 20;

  private final Label verdict = new Label();
  private final WrappedLabel wording = ClaimWords.english("");
  private final VBox box = new VBox(2, verdict, wording);

  ClaimCell() {
    verdict.getStyleClass().add("claim-verdict");
    verdict.setMinHeight(Region.USE_PREF_SIZE);
    setPrefWidth(0); // as wide as the list, so that texts wrap
  }

  /** A list asks without a width, and its bar takes room that it tells of too late. */
  @Override
  protected double computePrefHeight(double width) {
    double room = getListView().getWidth() - BAR - snappedLeftInset() - snappedRightInset();
    box.setMaxWidth(room);
    return snappedTopInset() + box.prefHeight(room) + snappedBottomInset();
  }

  @Override
  protected void updateItem(@Nullable ClaimFinding finding, boolean empty) {
    super.updateItem(finding, empty);
    if (empty || finding == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    verdict.setText(ClaimWords.numbered(finding));
    ClaimWords.colour(verdict, finding.verdict());
    wording.say(finding.statement().wording());
    setGraphic(box);
    setAccessibleText(verdict.getText() + ". " + wording.said());
  }
}
