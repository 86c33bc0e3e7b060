/** Promise: a lesson in front of a class, step by step; answers come from the models in use. */
@NullMarked
package lamina.ui.lesson;

import org.jspecify.annotations.NullMarked;
