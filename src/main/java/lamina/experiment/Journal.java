package lamina.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lamina.experiment.JobProgress.Phase;
import lamina.files.AppendedFile;
import lamina.files.AtomicFile;
import lamina.files.PlainText;
import lamina.model.HeadKey;
import lamina.problem.Problem;
import lamina.process.Termination;
import lamina.train.TrainListener;
import lamina.train.TrainProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job says of itself while it runs, for other processes to read: {@code loss.csv}, {@code
 * epochs.csv} and how far it is. It asks for a file {@code stop} to know whether to stop.
 */
public final class Journal implements TrainListener {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String LOSS = "loss.csv";
  private static final String EPOCHS = "epochs.csv";
  private static final String STOP = "stop";
  private static final long MOST_BYTES = 64 << 20;

  private final Path directory;

  Journal(Path directory) {
    this.directory = directory;
  }

  @Override
  public void progress(TrainProgress p) {
    Store.progress(directory, new JobProgress(Phase.TRAINING, p.step(), p.steps()));
    append(
        LOSS, "step,steps,loss,rate", p.step() + "," + p.steps() + "," + p.loss() + "," + p.rate());
  }

  @Override
  public void note(String sentence) {
    LOG.warn("{}", sentence); // into the job's log
  }

  @Override
  public void scoring(int step, int steps) {
    Store.progress(directory, new JobProgress(Phase.DEVELOPMENT, step, steps));
  }

  @Override
  public void epoch(int step, Map<HeadKey, Double> scores) {
    var scored = Store.progress(directory);
    Store.progress(directory, new JobProgress(Phase.TRAINING, step, Math.max(step, scored.all())));
    scores.forEach(
        (head, score) -> append(EPOCHS, "step,head,score", step + "," + head.key() + "," + score));
  }

  @Override
  public boolean stop() {
    return Termination.underWay() || Files.exists(directory.resolve(STOP));
  }

  private void append(String name, String header, String line) {
    new AppendedFile(directory.resolve(name), header).append(line);
  }

  /** Asks the job of a folder to stop after its step, with a checkpoint; or lets it go on. */
  static void stop(Path directory, boolean stop) {
    var file = directory.resolve(STOP);
    try {
      if (stop) {
        AtomicFile.write(file, "");
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Problem(file + ": could not be written (" + e.getMessage() + ").", e);
    }
  }

  /** Whether a job was asked to stop. */
  static boolean stopped(Path directory) {
    return Files.exists(directory.resolve(STOP));
  }

  /**
   * Training losses so far.
   *
   * @param steps in all; 0 before the first line
   * @param loss by step; of a step that was done twice, after a kill, the last
   */
  public record Losses(int steps, TreeMap<Integer, Double> loss) {}

  /**
   * Tells whether a job has written more: equal stamps mean equal losses and scores.
   *
   * @param lossTime of the last change, in milliseconds; 0 where there is no file
   * @param lossBytes size
   * @param epochsTime likewise
   * @param epochsBytes likewise
   */
  public record Stamp(long lossTime, long lossBytes, long epochsTime, long epochsBytes) {}

  /** The stamp of a job's files, without reading them. */
  public static Stamp stamp(Path directory) {
    var loss = directory.resolve(LOSS).toFile();
    var epochs = directory.resolve(EPOCHS).toFile();
    return new Stamp(loss.lastModified(), loss.length(), epochs.lastModified(), epochs.length());
  }

  /** Reads the losses of a job; none where it hasn't begun. */
  public static Losses losses(Path directory) {
    var loss = new TreeMap<Integer, Double>();
    int steps = 0;
    for (var row : rows(directory.resolve(LOSS), 4)) {
      loss.put(row.step(0), row.number(2));
      steps = row.step(1);
    }
    return new Losses(steps, loss);
  }

  /** English development scores at the ends of epochs: by head, then by step. */
  public static Map<HeadKey, TreeMap<Integer, Double>> scores(Path directory) {
    var scores = new LinkedHashMap<HeadKey, TreeMap<Integer, Double>>();
    for (var row : rows(directory.resolve(EPOCHS), 3)) {
      scores.computeIfAbsent(row.head(1), h -> new TreeMap<>()).put(row.step(0), row.number(2));
    }
    return scores;
  }

  /** Whole lines alone: another process may be writing the last one. */
  private static List<Row> rows(Path file, int columns) {
    var rows = new ArrayList<Row>();
    if (!Files.exists(file)) {
      return rows;
    }
    var text = PlainText.read(file, MOST_BYTES);
    var lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      var cells = lines.get(i).split(",", -1);
      if (cells.length == columns) { // others are halves that a kill left
        rows.add(new Row(file, i + 1, cells));
      }
    }
    return rows;
  }

  /**
   * A line of a journal.
   *
   * @param line from 1
   */
  private record Row(Path file, int line, String[] cells) {
    int step(int at) {
      if (!cells[at].matches("\\d{1,9}")) {
        throw wrong(at, "a number of steps");
      }
      return Integer.parseInt(cells[at]);
    }

    double number(int at) {
      try {
        return Double.parseDouble(cells[at]);
      } catch (NumberFormatException e) {
        throw wrong(at, "a number");
      }
    }

    HeadKey head(int at) {
      try {
        return HeadKey.of(cells[at]);
      } catch (Problem e) {
        throw new Problem(file + ", line " + line + ": " + e.getMessage(), e);
      }
    }

    private Problem wrong(int at, String expected) {
      return new Problem(
          file
              + ", line "
              + line
              + ": \""
              + cells[at]
              + "\" stands where "
              + expected
              + " was expected; delete the line.");
    }
  }
}
