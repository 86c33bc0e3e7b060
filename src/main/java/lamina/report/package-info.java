/** Promise: a report on claims becomes figures, a page and files that need nothing else. */
@NullMarked
package lamina.report;

import org.jspecify.annotations.NullMarked;
