/** Promise: files are written whole or not at all, hashed and removed alike everywhere. */
package lamina.files;
