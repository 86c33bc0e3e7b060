/**
 * Promise: the latency of models is measured side by side, and every figure carries its conditions.
 */
package lamina.bench;
