/**
 * Promise: what all panels share: the selection, the models in use, work in the background and what
 * happened.
 */
@NullMarked
package lamina.ui.workspace;

import org.jspecify.annotations.NullMarked;
