/** Promise: one selection stands at the top of the window and every panel follows it. */
package lamina.ui;
