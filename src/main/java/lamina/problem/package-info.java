/**
 * Promise: what goes wrong is told to a person as one plain message with its cause and its remedy.
 */
@NullMarked
package lamina.problem;

import org.jspecify.annotations.NullMarked;
