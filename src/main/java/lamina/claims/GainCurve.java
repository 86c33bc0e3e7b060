package lamina.claims;

import java.util.ArrayList;
import java.util.List;
import lamina.data.Tasks;
import lamina.evaluate.Intervals;
import lamina.evaluate.ScoreTable;

/**
 * What the paper's heads of one teacher gain over its last layer alone, by layer: one seed.
 *
 * @param task label
 * @param layers ascending
 * @param gains mean over languages without English, one a layer; 1 for a hundred points
 */
public record GainCurve(String task, List<Integer> layers, List<Intervals.Difference> gains) {
  /** Copies the lists. */
  public GainCurve {
    layers = List.copyOf(layers);
    gains = List.copyOf(gains);
  }

  /** Of each task's teacher that has scores at two layers or more. */
  static List<GainCurve> all(StoredResults stored) {
    var curves = new ArrayList<GainCurve>();
    for (var task : Tasks.KNOWN.all()) {
      stored
          .teacher(task)
          .map(t -> of(task.label(), t))
          .filter(c -> c.layers.size() > 1)
          .ifPresent(curves::add);
    }
    return curves;
  }

  private static GainCurve of(String task, StoredModel teacher) {
    var layers = new ArrayList<Integer>();
    var gains = new ArrayList<Intervals.Difference>();
    for (var head : teacher.paper()) {
      teacher
          .scores()
          .find(ScoreTable.MEAN, head)
          .flatMap(s -> s.gain())
          .ifPresent(
              gain -> {
                layers.add(head.layer());
                gains.add(gain);
              });
    }
    return new GainCurve(task, layers, gains);
  }
}
