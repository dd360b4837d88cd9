/**
 * Tools for the build of the image (the directory tree with a Java runtime that users install): the
 * list of its programs, and the training run. In the training run, a JVM runs typical command lines
 * of all programs and records the classes that it loads. From this record the JVM makes the AOT
 * cache of the image, so that the programs start faster. Only the build uses this package, although
 * the image contains it.
 *
 * <p>In reading order: {@link ipckit.dist.training.ImageProgram} lists the programs; each program
 * is a constant of this enum. {@link ipckit.dist.training.ImageTraining} runs the command lines of
 * the resource {@code training.txt} in one JVM, so that the cache contains the classes and profiles
 * of all programs. This package uses no class of a program except its {@code Main}.
 */
package ipckit.dist.training;
