package lamina.evaluate;

/**
 * A 95 % interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {}
