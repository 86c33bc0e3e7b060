/**
 * Promise: words and sentences become the pieces that an encoder reads, and every piece knows its
 * word.
 */
@NullMarked
package lamina.text;

import org.jspecify.annotations.NullMarked;
