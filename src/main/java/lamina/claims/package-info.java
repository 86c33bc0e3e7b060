/**
 * Promise: what was claimed of the method is settled from what is stored, by thresholds that were
 * written down.
 */
@NullMarked
package lamina.claims;

import org.jspecify.annotations.NullMarked;
