/** Promise: training runs are started, steered and watched here, whatever process they run in. */
package lamina.ui.training;
