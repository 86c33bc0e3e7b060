package lamina.ui.explore;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import lamina.chart.figure.AttentionFigure;
import lamina.chart.view.FigureView;
import lamina.model.ModelSummary;
import lamina.service.Analysis;
import lamina.service.AttentionRows;
import lamina.service.Channel;
import lamina.service.Request;
import lamina.text.Input;
import lamina.ui.text.FigureTexts;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;

/** What one gate of a layer holds: its channels, and where its token looks in that layer. */
final class CellView {
  private static final int BEFORE = 6;

  private final BackgroundTasks work;
  private final HBox node = new HBox(8);
  private final FigureView channels = new FigureView();
  private final FigureView attention = new FigureView();
  private final Channel channel = new Channel("cell");
  private Optional<Request.Attend> asked = Optional.empty();

  CellView(BackgroundTasks work) {
    this.work = work;
    channels.setId("channels");
    attention.setId("attention");
    for (var view : List.of(channels, attention)) {
      view.setLeastHeight(170);
      view.setPrefWidth(400);
      HBox.setHgrow(view, Priority.ALWAYS);
    }
    node.getChildren().setAll(channels, attention);
  }

  /**
   * Shows a cell. Self-attention is asked for here and nowhere else; the answer to an older
   * question is dropped.
   *
   * @param row of the layer in the analysis
   * @param token a piece
   */
  void show(
      ModelSummary model, Analysis analysis, Input input, int row, int token, boolean rightToLeft) {
    channels.draw(() -> FigureTexts.channels(model, analysis, row, token));
    int layer = analysis.layers().get(row).head().layer();
    var request = new Request.Attend(model.name(), input, layer, token);
    asked = Optional.of(request);
    attention.firstTokenProperty().set(Math.max(0, token - BEFORE)); // of a long text
    work.ask(
        channel,
        request,
        rows -> {
          if (asked.filter(request::equals).isPresent()) {
            attention.draw(() -> figure(model, rows, rightToLeft));
            attention.setOnCell(
                (head, other) -> show(model, analysis, input, row, other, rightToLeft));
          }
        });
  }

  /** Shows nothing; an answer that is on its way is dropped. */
  void clear() {
    asked = Optional.empty();
    channels.setFigure(null);
    attention.setFigure(null);
  }

  private static AttentionFigure figure(
      ModelSummary model, AttentionRows rows, boolean rightToLeft) {
    var pieces = rows.tokens().pieces();
    int[] most = {0, 0};
    for (int h = 0; h < rows.weights().length; h++) {
      for (int t = 0; t < pieces.size(); t++) {
        most = rows.weights()[h][t] > rows.weights()[most[0]][most[1]] ? new int[] {h, t} : most;
      }
    }
    return new AttentionFigure(
        Messages.get(
            "attention.title",
            pieces.get(rows.token()),
            pieces.get(most[1]),
            most[0] + 1,
            String.format(java.util.Locale.ROOT, "%.2f", rows.weights()[most[0]][most[1]])),
        Messages.get("attention.caption", model.name(), rows.layer()),
        FigureTexts.role(model.role()),
        pieces,
        rows.token(),
        rows.weights(),
        rightToLeft);
  }

  List<FigureView> views() {
    return List.of(channels, attention);
  }

  Node node() {
    return node;
  }
}
