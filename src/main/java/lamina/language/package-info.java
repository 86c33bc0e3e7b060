/** Promise: a language code becomes a name, a family, a script and a writing direction. */
@NullMarked
package lamina.language;

import org.jspecify.annotations.NullMarked;
