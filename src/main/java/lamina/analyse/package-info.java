/**
 * Promise: what hidden states and gates are over many texts, layer by layer, and what gates are
 * worth to the answers.
 */
@NullMarked
package lamina.analyse;

import org.jspecify.annotations.NullMarked;
