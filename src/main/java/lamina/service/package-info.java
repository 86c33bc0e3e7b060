/** Promise: models answer in the background; requests and results are plain values. */
@NullMarked
package lamina.service;

import org.jspecify.annotations.NullMarked;
