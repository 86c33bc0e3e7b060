/**
 * Promise: a figure is written in every format, whole or not at all; the same figure gives the same
 * bytes.
 */
@NullMarked
package lamina.chart.export;

import org.jspecify.annotations.NullMarked;
