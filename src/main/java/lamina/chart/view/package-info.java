/** Promise: a figure on the screen answers mouse and keyboard. */
@NullMarked
package lamina.chart.view;

import org.jspecify.annotations.NullMarked;
