/**
 * Promise: a Hugging Face directory of a known family goes in, all hidden states of a batch come
 * out.
 */
@NullMarked
package lamina.encoder;

import org.jspecify.annotations.NullMarked;
