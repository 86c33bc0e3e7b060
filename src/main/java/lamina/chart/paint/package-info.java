/** Promise: a figure is drawn alike on any surface. */
package lamina.chart.paint;
