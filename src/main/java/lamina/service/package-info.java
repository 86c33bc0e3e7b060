/**
 * Promise: models answer in the background; the newest interactive request wins; requests and
 * results are plain values.
 */
package lamina.service;
