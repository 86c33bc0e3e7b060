/**
 * Promise: a checkpoint or model keeps the word pieces that some languages need and answers as
 * before wherever no other piece occurs.
 */
@NullMarked
package lamina.trim;

import org.jspecify.annotations.NullMarked;
