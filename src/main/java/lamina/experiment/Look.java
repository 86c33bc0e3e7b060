package lamina.experiment;

import java.util.List;

/**
 * One look at the results of a registered study. Tests at a look are made at its level, and the
 * levels of all looks add up to 0.05 at most: by Bonferroni's inequality the chance of any wrong
 * claim at any look is then 5 % at most, whatever the looks have in common.
 *
 * @param seeds that are run for it, beyond those of the looks before
 * @param level of its family of tests
 */
public record Look(List<Long> seeds, double level) {
  /** Copies the list. */
  public Look {
    seeds = List.copyOf(seeds);
  }
}
