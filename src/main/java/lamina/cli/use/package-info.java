/** Promise: models answer, and are scored, on the command line. */
package lamina.cli.use;
