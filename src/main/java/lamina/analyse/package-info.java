/** Promise: what hidden states know of languages, layer by layer. */
package lamina.analyse;
