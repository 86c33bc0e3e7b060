/**
 * Promise: encoder, fusion and head are one task model that is saved, loaded and asked for
 * predictions.
 */
@NullMarked
package lamina.model;

import org.jspecify.annotations.NullMarked;
