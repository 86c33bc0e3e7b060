/** Promise: a window that runs, with its service, its folders and its dialogs. */
@NullMarked
package lamina.app.window;

import org.jspecify.annotations.NullMarked;
