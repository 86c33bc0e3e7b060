/**
 * Promise: what all panels share: the selection, the models in use, work in the background and what
 * happened.
 */
package lamina.ui.workspace;
