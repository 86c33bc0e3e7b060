/** Promise: a figure is drawn alike on any surface. */
@NullMarked
package lamina.chart.paint;

import org.jspecify.annotations.NullMarked;
