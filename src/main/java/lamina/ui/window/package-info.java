/**
 * Promise: the window: a selection on top, a panel under it, the status at the bottom, every
 * command by name.
 */
package lamina.ui.window;
