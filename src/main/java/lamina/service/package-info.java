/** Promise: models answer in the background; requests and results are plain values. */
package lamina.service;
