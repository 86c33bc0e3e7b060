/** Promise: what hidden states know of languages, layer by layer. */
@NullMarked
package lamina.analyse;

import org.jspecify.annotations.NullMarked;
