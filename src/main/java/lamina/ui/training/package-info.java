/** Promise: training runs are started, steered and watched here, whatever process they run in. */
@NullMarked
package lamina.ui.training;

import org.jspecify.annotations.NullMarked;
