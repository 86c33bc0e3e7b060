/** Promise: figures go to files for a paper, with captions and where they come from. */
package lamina.ui.export;
