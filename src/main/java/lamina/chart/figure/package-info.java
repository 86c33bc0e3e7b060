/** Promise: a figure is a plain value: numbers, texts and roles, no colour and no place. */
package lamina.chart.figure;
