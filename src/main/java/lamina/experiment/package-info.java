/**
 * Promise: a sweep file becomes independent jobs, each described wholly by one small file and run
 * in a process of its own; their results are plain files, compared with intervals and tests.
 */
package lamina.experiment;
