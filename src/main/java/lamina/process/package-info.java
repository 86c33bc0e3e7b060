/** Promise: this program can be started again as a process of its own, which ends in words. */
package lamina.process;
