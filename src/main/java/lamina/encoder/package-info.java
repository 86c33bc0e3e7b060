/**
 * Promise: a Hugging Face BERT or DistilBERT directory goes in, all hidden states of a batch come
 * out.
 */
package lamina.encoder;
