/**
 * Promise: plain text and translations become an encoder's checkpoint; a run that was cut off goes
 * on to the same result.
 */
package lamina.pretrain;
