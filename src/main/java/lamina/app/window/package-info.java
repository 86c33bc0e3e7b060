/** Promise: a window that runs, with its service, its folders and its dialogs. */
package lamina.app.window;
