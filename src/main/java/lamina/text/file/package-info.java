/**
 * Promise: a tokenizer's files are checked, read and cut, in whatever form a checkpoint has them.
 */
package lamina.text.file;
