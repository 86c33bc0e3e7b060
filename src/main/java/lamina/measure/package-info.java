/**
 * Promise: what is claimed of throughput, memory, loading and the cost of rounding can be measured
 * again by anybody, on their own machine.
 */
@NullMarked
package lamina.measure;

import org.jspecify.annotations.NullMarked;
