/** Promise: predictions against gold labels become scores, each with n and a 95 % interval. */
package lamina.evaluate;
