/** Promise: a window is used by a program, which measures times and memory. */
package lamina.app.measure;
