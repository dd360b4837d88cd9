/**
 * The part of the build that goes into the image: which programs there are, and the run that shows
 * the JVM what they do so that it can prepare it.
 */
package ipckit.dist.training;
