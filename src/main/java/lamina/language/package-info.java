/** Promise: a language code becomes a name, a family, a script and a writing direction. */
package lamina.language;
