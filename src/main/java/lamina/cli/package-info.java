/**
 * Promise: everything the window does can be asked on the command line, with results on standard
 * output.
 */
package lamina.cli;
