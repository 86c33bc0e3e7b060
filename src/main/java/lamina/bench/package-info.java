/**
 * Promise: models are timed side by side, each in a process of its own where memory counts, and
 * every figure carries its conditions and its samples.
 */
@NullMarked
package lamina.bench;

import org.jspecify.annotations.NullMarked;
