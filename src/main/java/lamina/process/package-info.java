/**
 * Promise: this program can be started again as a process of its own, which ends in words; and what
 * memory a process of it holds.
 */
@NullMarked
package lamina.process;

import org.jspecify.annotations.NullMarked;
