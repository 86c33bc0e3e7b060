/**
 * Promise: a sentence goes in; predictions, gates and attention come out, and a change of layer is
 * pure view work.
 */
package lamina.ui.explore;
