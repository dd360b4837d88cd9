/**
 * The parts of ipckit that exist only in the native binary, which GraalVM's {@code native-image}
 * compiles. The runtime image, which runs on a JVM, does not contain this package.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.nativeimage.Main} prepares the process as the launcher script prepares the
 *       process of a JVM, and then runs the program.
 *   <li>{@link ipckit.nativeimage.StartDescriptors} opens {@code /dev/null} for standard streams
 *       that the caller has closed.
 *   <li>{@link ipckit.nativeimage.LibraryCallReplacement} and {@link
 *       ipckit.nativeimage.OpenFilesReplacement} replace code of ipckit and of GraalVM's runtime
 *       when the binary is built.
 *   <li>{@link ipckit.nativeimage.RuntimeProperties} sets system properties of the binary.
 *   <li>{@link ipckit.nativeimage.Posix} declares the functions of the C library that this package
 *       calls.
 * </ul>
 *
 * <p>Every build compiles this package, but only {@code mvn -Pnative} builds the binary. The
 * options of {@code native-image} are in {@code META-INF/native-image}.
 */
package ipckit.nativeimage;
