/** Promise: times, memory and accuracy of engines are measured on the command line. */
package lamina.cli.measure;
