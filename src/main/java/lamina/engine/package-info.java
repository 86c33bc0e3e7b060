/**
 * Promise: the ways of computing an encoder's hidden states, as plain values, and which of them
 * this machine does well.
 */
@NullMarked
package lamina.engine;

import org.jspecify.annotations.NullMarked;
