/** Promise: one figure, a plain value, is drawn alike to the screen, to PNG and to SVG. */
package lamina.chart;
