/**
 * Promise: weights go between files and memory, checked byte for byte, and scripts of tensors run.
 */
package lamina.tensor;
