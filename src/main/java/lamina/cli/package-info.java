/**
 * Promise: everything the window does can be asked on the command line, with results on standard
 * output.
 */
@NullMarked
package lamina.cli;

import org.jspecify.annotations.NullMarked;
