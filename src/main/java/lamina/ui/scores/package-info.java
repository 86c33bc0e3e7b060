/**
 * Promise: scores by layer and by language, with intervals, tests and the run that they come from.
 */
package lamina.ui.scores;
