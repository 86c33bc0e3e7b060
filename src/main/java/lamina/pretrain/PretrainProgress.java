package lamina.pretrain;

import java.util.Map;

/**
 * How far a run is.
 *
 * @param step steps done
 * @param done share of the run that is done, 0 to 1
 * @param rate learning rate
 * @param seconds that the run took so far, those before an interruption counted
 * @param tokens pieces read so far
 * @param losses mean of each loss over the last steps, by its name: mlm, tlm, sentence, word
 */
public record PretrainProgress(
    int step, double done, double rate, double seconds, long tokens, Map<String, Double> losses) {}
