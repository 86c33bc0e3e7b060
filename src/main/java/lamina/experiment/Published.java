package lamina.experiment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lamina.data.Task;
import lamina.data.Tasks;
import org.apache.commons.csv.CSVFormat;

/**
 * The scores that Chen et al. report (ICPR 2022, arXiv 2205.08497): mBERT, one run, average over
 * all target languages; accuracy, and F1 for NER and POS. Reported, not measured here.
 *
 * @param scores from 0 to 1, by task and fusion layer; layer 0 is the last layer alone
 */
public record Published(Map<Task, Map<Integer, Double>> scores) {
  /** How to cite them. */
  public static final String CITATION = "Chen et al., ICPR 2022";

  /** Reads the table that comes with the program. */
  public static Published load() {
    var scores = new HashMap<Task, Map<Integer, Double>>();
    var format =
        CSVFormat.DEFAULT
            .builder()
            .setCommentMarker('#')
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    try (var in = Published.class.getResourceAsStream("published.csv");
        var csv = format.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var row : csv) {
        for (var task : Tasks.KNOWN.where(t -> row.isMapped(t.key()))) {
          scores
              .computeIfAbsent(task, t -> new TreeMap<>())
              .put(
                  Integer.parseInt(row.get("layer")),
                  Double.parseDouble(row.get(task.key())) / 100);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("published.csv is part of the program", e);
    }
    return new Published(scores);
  }

  /** The reported score of a layer, 0 for the last layer alone; empty where none is reported. */
  public Optional<Double> score(Task task, int layer) {
    return Optional.ofNullable(scores.getOrDefault(task, Map.of()).get(layer));
  }
}
