package ipckit.dist;

import ipckit.multicall.KitProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the native tree: the directory tree that users install, with one native binary in place of
 * a Java runtime. If a native tree exists and its inputs are unchanged, the tree is kept.
 *
 * <pre>
 * bin/ipckit     the binary, which contains all programs
 * bin/ipc-*      one symbolic link to the binary per program
 * lib/           the digest of the inputs
 * share/         manual pages, completions, examples, systemd units, licence
 * </pre>
 */
public final class NativeTree {
    private static final String BINARY = "ipckit";
    private static final String MAIN = "ipckit.nativeimage.Main";

    private NativeTree() {}

    /**
     * Makes the native tree, or keeps a native tree whose inputs are unchanged. The native binary
     * is compiled from the classes on the class path of this process. The options of the compiler
     * are in the module {@code tools/native}.
     *
     * @param args four paths: the repository's root, the tree's directory (which is replaced), a
     *     directory for intermediate files, and the jar with picocli's sources. The file {@code
     *     target/graalvm} in the repository contains the path of the compiler.
     */
    public static void main(String[] args) throws Exception {
        InstalledTree tree = InstalledTree.of(args);
        String classPath = System.getProperty("java.class.path");
        Path compiler = Path.of(Files.readString(tree.repository().resolve("target/graalvm")));
        Path release = compiler.resolve("../../release").normalize();
        tree.make(
                "native "
                        + compiler
                        + " "
                        + (Files.exists(release) ? Files.readString(release) : ""),
                Application.fromClassPath(classPath, Path.of(args[3])),
                made -> {
                    Path bin = Files.createDirectories(made.resolve("bin"));
                    compile(compiler, classPath, bin.resolve(BINARY), tree.work());
                    for (KitProgram program : KitProgram.values()) {
                        Files.createSymbolicLink(bin.resolve(program.command()), Path.of(BINARY));
                    }
                });
    }

    /**
     * Runs the compiler, which takes one to two minutes.
     *
     * @throws IllegalStateException if the compiler fails; the message contains the compiler's
     *     output
     */
    private static void compile(Path compiler, String classPath, Path binary, Path work)
            throws IOException, InterruptedException {
        Path log = work.resolve("native-image.log");
        System.out.println("Compiling the native binary; the compiler's output is in " + log);
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                compiler.toString(),
                                "--class-path",
                                classPath,
                                MAIN,
                                "-o",
                                binary.toString()));
        // The binary decodes paths in the character set of the compiler's locale.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(compiler + " failed:\n" + Files.readString(log));
        }
    }
}
