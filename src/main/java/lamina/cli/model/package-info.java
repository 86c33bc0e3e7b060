/** Promise: models are made, checked, cut and written out on the command line. */
package lamina.cli.model;
