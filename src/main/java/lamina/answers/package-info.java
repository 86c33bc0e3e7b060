/**
 * Promise: what models answer on a whole data set, beside its labels: where they err, label by
 * label, what a layer changes, and the answers themselves as files.
 */
@NullMarked
package lamina.answers;

import org.jspecify.annotations.NullMarked;
