/**
 * Promise: a file in a published data set's format becomes validated examples, or one message with
 * file and line.
 */
@NullMarked
package lamina.data;

import org.jspecify.annotations.NullMarked;
