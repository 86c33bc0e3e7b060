package lamina.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import lamina.evaluate.ScoreTable;
import lamina.train.TrainSettings;
import lamina.train.Training;

/** Runs a training and says how it goes. */
final class TrainingRun {
  private TrainingRun() {}

  static int run(Common common, TrainSettings settings) {
    var scores =
        Training.run(
            settings,
            p ->
                common.progress(
                    String.format(
                        Locale.ROOT,
                        "step %d/%d  loss %.4f  rate %.2e  %.0f s left",
                        p.step(),
                        p.steps(),
                        p.loss(),
                        p.rate(),
                        p.secondsLeft())));
    if (common.json()) {
      var root = new ObjectMapper().createObjectNode();
      root.put("model", settings.out());
      var rows = root.putArray("results");
      scores.forEach(s -> rows.add(ScoreTable.json(s)));
      common.print(root);
    } else {
      common.out().println("English development scores of " + settings.out());
      scores.forEach(s -> common.out().println(Common.line(s)));
      common.out().flush();
    }
    return 0;
  }
}
