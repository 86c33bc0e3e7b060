package lamina.pretrain;

/**
 * What a run came to.
 *
 * @param finished whether it reached its end; else the same settings go on
 * @param step steps done
 * @param tokens pieces read
 * @param seconds that it took
 * @param retrieval share of the held translations that are retrieved, layer 0 to L; empty where
 *     none are held
 */
public record PretrainResult(
    boolean finished, int step, long tokens, double seconds, double[] retrieval) {}
