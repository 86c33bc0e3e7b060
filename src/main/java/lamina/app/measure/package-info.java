/** Promise: a window is used by a program, which measures times and memory. */
@NullMarked
package lamina.app.measure;

import org.jspecify.annotations.NullMarked;
