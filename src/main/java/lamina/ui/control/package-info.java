/** Promise: controls that any window could use; they know no model and no panel. */
@NullMarked
package lamina.ui.control;

import org.jspecify.annotations.NullMarked;
