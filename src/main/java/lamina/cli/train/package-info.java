/** Promise: models are trained, distilled and compared on the command line. */
package lamina.cli.train;
