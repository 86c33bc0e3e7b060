/** Promise: every word of the window comes from here, in the language that it speaks. */
package lamina.ui.text;
