/** Promise: what a person measures of latency is shown with its conditions. */
package lamina.ui.latency;
