/**
 * Promise: files are read strictly, written whole or not at all, hashed, removed and refused alike
 * everywhere, and a folder is written by one process at a time.
 */
package lamina.files;
