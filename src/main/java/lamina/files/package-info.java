/** Promise: files are written whole or not at all, hashed, removed and refused alike everywhere. */
package lamina.files;
