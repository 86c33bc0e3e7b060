/** Promise: a figure on the screen answers mouse and keyboard. */
package lamina.chart.view;
