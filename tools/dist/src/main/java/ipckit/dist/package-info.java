/**
 * Builds the self-contained image that users install: a Java runtime that contains ipckit, an AOT
 * cache trained on real commands, and a launcher for each program.
 *
 * <p>{@link ipckit.dist.RuntimeImage} is the main class. It compiles ipckit and picocli into one
 * module ({@link ipckit.dist.Application}), calls the tools of the JDK to link a runtime that
 * contains the module ({@link ipckit.dist.Jdk}), writes the launchers ({@link
 * ipckit.dist.Launchers}), trains the cache ({@link ipckit.dist.AotCache}, {@link
 * ipckit.dist.LambdaForms}), and copies manual pages, completions and examples ({@link
 * ipckit.dist.SharedFiles}). If the inputs have not changed since the last build ({@link
 * ipckit.dist.Fingerprint}), the existing image is kept.
 *
 * <p>This package runs during the build, with the JDK whose runtime is shipped. The image contains
 * the package {@code training}, but neither this package nor the package {@code completion}.
 */
package ipckit.dist;
