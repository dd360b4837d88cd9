/**
 * The list of programs, and the run from which the JVM makes its AOT cache. The build uses both,
 * and both are in the image that users install.
 *
 * <p>{@link ipckit.dist.training.ImageProgram} lists the programs; a new program is a constant of
 * this enum. {@link ipckit.dist.training.ImageTraining} runs the command lines of the resource
 * {@code training.txt} in one JVM, so that the cache holds the classes and profiles of all
 * programs. Of the programs, this package uses only the {@code Main} classes.
 */
package ipckit.dist.training;
