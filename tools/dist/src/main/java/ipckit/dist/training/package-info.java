/**
 * The list of programs, and the run from which the JVM makes its AOT cache. Both are part of the
 * build, and both are in the image.
 *
 * <p>{@link ipckit.dist.training.ImageProgram} lists the programs; a new program is a constant of
 * this enum. {@link ipckit.dist.training.ImageTraining} runs the command lines of the resource
 * {@code training.txt} in one JVM, so that the cache holds the classes and profiles of all
 * programs. The package uses the programs' {@code Main} classes only.
 */
package ipckit.dist.training;
