/** Promise: what hidden states say of languages, layer by layer, as numbers with their sources. */
@NullMarked
package lamina.similarity;

import org.jspecify.annotations.NullMarked;
