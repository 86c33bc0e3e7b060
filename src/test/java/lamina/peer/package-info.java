/** Promise: another program computes the same encoder on the same weights, to be compared with. */
package lamina.peer;
