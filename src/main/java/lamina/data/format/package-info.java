/**
 * Promise: files of any format that is supported become examples; what is wrong is named by file
 * and line.
 */
package lamina.data.format;
