/**
 * Promise: what is on screen is a value that can be saved, opened and found again after a crash.
 */
@NullMarked
package lamina.ui.session;

import org.jspecify.annotations.NullMarked;
