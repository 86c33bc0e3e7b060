/**
 * Promise: English examples and a checkpoint become a task model, or a student of one; a stopped
 * run goes on where it was.
 */
@NullMarked
package lamina.train;

import org.jspecify.annotations.NullMarked;
