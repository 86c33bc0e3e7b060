/**
 * Promise: weights go between files and memory, checked byte for byte, and scripts of tensors run.
 */
@NullMarked
package lamina.tensor;

import org.jspecify.annotations.NullMarked;
