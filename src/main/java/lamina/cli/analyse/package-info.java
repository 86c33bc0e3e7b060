/**
 * Promise: what models' hidden states and gates say of languages is measured on the command line.
 */
@NullMarked
package lamina.cli.analyse;

import org.jspecify.annotations.NullMarked;
