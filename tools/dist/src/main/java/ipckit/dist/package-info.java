/**
 * Builds the self-contained image that users install: a Java runtime that contains ipckit, and for
 * each program a launcher and an AOT cache. An AOT cache is a file from which the JVM takes classes
 * that are already loaded and linked. The JVM makes the cache in a training run of typical
 * commands.
 *
 * <p>{@link ipckit.dist.RuntimeImage} is the main class. (In the profile {@code native}, the main
 * class is {@link ipckit.dist.NativeTree}, which makes a native binary instead of a Java runtime.)
 * It combines the classes of ipckit and of its libraries into one module ({@link
 * ipckit.dist.Application}), calls the tools of the JDK to link a runtime that contains the module
 * ({@link ipckit.dist.Jdk}), writes the launchers ({@link ipckit.dist.Launchers}), makes the AOT
 * caches ({@link ipckit.dist.AotCache}, {@link ipckit.dist.LambdaForms}), and copies manual pages,
 * completions and examples ({@link ipckit.dist.SharedFiles}). If the inputs have not changed since
 * the last build ({@link ipckit.dist.Fingerprint}, {@link ipckit.dist.InstalledTree}), the existing
 * image is kept.
 *
 * <p>This package runs during the build, with the JDK whose runtime is shipped. The image contains
 * the package {@code training}, but neither this package nor the package {@code completion}.
 */
package ipckit.dist;
