/** Promise: controls that any window could use; they know no model and no panel. */
package lamina.ui.control;
