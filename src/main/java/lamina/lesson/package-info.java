/**
 * Promise: a teacher's file becomes a checked lesson, and whatever a lesson says of models is
 * filled in from their answers and scores.
 */
@NullMarked
package lamina.lesson;

import org.jspecify.annotations.NullMarked;
