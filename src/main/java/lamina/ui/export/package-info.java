/** Promise: figures go to files for a paper, with captions and where they come from. */
@NullMarked
package lamina.ui.export;

import org.jspecify.annotations.NullMarked;
