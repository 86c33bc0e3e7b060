/**
 * Promise: files of any format that is supported become examples; what is wrong is named by file
 * and line.
 */
@NullMarked
package lamina.data.format;

import org.jspecify.annotations.NullMarked;
