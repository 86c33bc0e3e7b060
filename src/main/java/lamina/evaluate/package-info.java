/** Promise: predictions against gold labels become scores, each with n and a 95 % interval. */
@NullMarked
package lamina.evaluate;

import org.jspecify.annotations.NullMarked;
