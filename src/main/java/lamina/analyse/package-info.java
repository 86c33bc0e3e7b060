/** Promise: what hidden states and gates are over many texts, layer by layer. */
@NullMarked
package lamina.analyse;

import org.jspecify.annotations.NullMarked;
