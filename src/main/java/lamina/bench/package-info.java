/**
 * Promise: models are timed side by side, each in a process of its own where memory counts, and
 * every figure carries its conditions and its samples.
 */
package lamina.bench;
