/**
 * Promise: what a paper's checklist and model cards ask of data, training and scores is answered
 * from the records, each answer with the record it comes from; what they don't say stays open.
 */
@NullMarked
package lamina.checklist;

import org.jspecify.annotations.NullMarked;
