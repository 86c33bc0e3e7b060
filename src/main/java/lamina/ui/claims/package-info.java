/**
 * Promise: what may be said of the method, claim by claim, with the numbers behind each verdict.
 */
@NullMarked
package lamina.ui.claims;

import org.jspecify.annotations.NullMarked;
