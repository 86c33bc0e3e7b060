/** Promise: a figure is a plain value: numbers, texts and roles, no colour and no place. */
@NullMarked
package lamina.chart.figure;

import org.jspecify.annotations.NullMarked;
