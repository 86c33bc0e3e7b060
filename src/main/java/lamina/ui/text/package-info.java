/** Promise: every word of the window comes from here, in the language that it speaks. */
@NullMarked
package lamina.ui.text;

import org.jspecify.annotations.NullMarked;
