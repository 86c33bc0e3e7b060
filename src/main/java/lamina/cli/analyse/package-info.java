/** Promise: what gates are, and what they are worth, is asked on the command line. */
@NullMarked
package lamina.cli.analyse;

import org.jspecify.annotations.NullMarked;
