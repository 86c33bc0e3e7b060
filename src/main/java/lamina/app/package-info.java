/** Promise: the parts are put together here, and nowhere else. */
package lamina.app;
