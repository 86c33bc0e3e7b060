package lamina.service;

import lamina.model.ModelContents;
import lamina.similarity.SimilarityReport;

/**
 * What the states of a model say of languages.
 *
 * @param contents what the model was made of when it was read
 */
public record StatesReport(SimilarityReport report, ModelContents contents) {}
