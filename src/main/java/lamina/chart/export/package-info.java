/**
 * Promise: a figure is written in every format, whole or not at all; the same figure gives the same
 * bytes.
 */
package lamina.chart.export;
