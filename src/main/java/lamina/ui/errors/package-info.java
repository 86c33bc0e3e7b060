/**
 * Promise: where the models err on a whole data set: label by label, what is taken for what, and
 * the examples that a layer fixes and breaks.
 */
@NullMarked
package lamina.ui.errors;

import org.jspecify.annotations.NullMarked;
