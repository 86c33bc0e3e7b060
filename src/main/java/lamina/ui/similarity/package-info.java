/**
 * Promise: how alike languages are to a model, layer by layer, and what can be read off its states.
 */
@NullMarked
package lamina.ui.similarity;

import org.jspecify.annotations.NullMarked;
