package lamina.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lamina.files.Document;
import lamina.files.Sha256;
import lamina.problem.Problem;

/**
 * The thresholds that decide verdicts: {@code docs/registered/claims.yaml}, which says what each
 * one is.
 *
 * @param hash SHA-256 of the file's bytes; empty where there is no file
 * @param level of each family of tests, after Holm
 * @param seeds fewest that aren't exploratory
 * @param slope points a layer that a trend has to pass
 * @param supplementTasks tasks that claim 2 takes
 * @param balance how far below 0 the correlation of claim 3 has to be
 * @param gainTasks tasks that claim 5 takes
 * @param range claim 6
 * @param bestTasks tasks that claim 7 takes
 * @param features how far above 0 the partial correlations of claim 8 have to be
 * @param kinship claim 9
 * @param gateTasks tasks that claim 12 takes
 */
public record ClaimRules(
    String hash,
    double level,
    int seeds,
    double slope,
    int supplementTasks,
    double balance,
    int gainTasks,
    Range range,
    int bestTasks,
    double features,
    Kin kinship,
    int gateTasks) {
  /** The file's place in the program's home. */
  public static final String FILE = "docs/registered/claims.yaml";

  /** Most tasks that a claim can be about. */
  private static final int TASKS = 4;

  /** Stands in where there is no file: numbers are told, and nothing is decided. */
  static final ClaimRules NONE =
      new ClaimRules("", 0.05, 2, 0, 1, 0, 1, new Range(1, 1, 3), 2, 0, new Kin(0, 1, 3), 2);

  /**
   * Claim 6.
   *
   * @param tasks it takes
   * @param low points
   * @param high points
   */
  public record Range(int tasks, double low, double high) {}

  /**
   * Claim 9.
   *
   * @param correlation that counts as strong, 0 to 1
   * @param share of the layers that have to show it, above 0
   * @param languages fewest
   */
  public record Kin(double correlation, double share, int languages) {}

  /** Whether there is a file. */
  public boolean registered() {
    return !hash.isEmpty();
  }

  /**
   * Reads the thresholds; those that decide nothing where the file is missing.
   *
   * @param home the program's own folder
   * @throws Problem naming file, line and key of what is wrong
   */
  public static ClaimRules read(Path home) {
    var file = home.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    var root = Document.yaml(file);
    root.only(List.of("version", "level", "seeds", "claims"));
    root.get("version").whole(1, 1);
    var claims = root.get("claims");
    var keys =
        Map.of(
            "1", List.of("slope"),
            "2", List.of("tasks"),
            "3", List.of("correlation"),
            "5", List.of("tasks"),
            "6", List.of("tasks", "low", "high"),
            "7", List.of("tasks"),
            "8", List.of("correlation"),
            "9", List.of("correlation", "share", "languages"),
            "12", List.of("tasks"));
    claims.only(new TreeSet<>(keys.keySet()));
    keys.forEach((claim, known) -> claims.get(claim).only(known));
    var six = claims.get("6");
    var range =
        new Range(tasks(six, 1), six.get("low").number(0, 100), six.get("high").number(0, 100));
    if (range.low >= range.high) {
      throw six.get("high").wrong("more than \"low\" was expected; correct one of the two");
    }
    var nine = claims.get("9");
    return new ClaimRules(
        hash(file),
        root.get("level").number(1e-6, 0.05),
        root.get("seeds").whole(2, 1000),
        claims.get("1").get("slope").number(0, 100),
        tasks(claims.get("2"), 1),
        claims.get("3").get("correlation").number(0, 1),
        tasks(claims.get("5"), 1),
        range,
        tasks(claims.get("7"), 2),
        claims.get("8").get("correlation").number(0, 1),
        new Kin(
            nine.get("correlation").number(0, 1),
            nine.get("share").number(0.01, 1),
            nine.get("languages").whole(3, 1000)),
        tasks(claims.get("12"), 2));
  }

  private static int tasks(Document claim, int fewest) {
    return claim.get("tasks").whole(fewest, TASKS);
  }

  private static String hash(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new Problem(file + ": could not be read (" + e.getMessage() + ").", e);
    }
  }
}
