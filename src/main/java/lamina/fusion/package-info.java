/**
 * Promise: all hidden states and a layer become one representation, and a gate where there is one.
 */
package lamina.fusion;
