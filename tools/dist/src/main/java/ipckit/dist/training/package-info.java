/**
 * Tools for the build of the image (the directory tree with a Java runtime that users install): the
 * list of its programs, and the training run of a program. In the training run, a JVM runs typical
 * command lines of the program and records the classes that it loads. From this record the JVM
 * makes the AOT cache of the program, so that the program starts faster. Only the build uses this
 * package, although the image contains it.
 *
 * <p>In reading order: {@link ipckit.dist.training.ImageProgram} lists the programs; each program
 * is a constant of this enum. {@link ipckit.dist.training.ImageTraining} runs command lines of one
 * program in one JVM, so that the program's cache contains the classes of all these commands. This
 * package uses no class of a program except its {@code Main}.
 */
package ipckit.dist.training;
