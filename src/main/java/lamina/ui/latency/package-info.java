/** Promise: what a person measures of latency is shown with its conditions. */
@NullMarked
package lamina.ui.latency;

import org.jspecify.annotations.NullMarked;
