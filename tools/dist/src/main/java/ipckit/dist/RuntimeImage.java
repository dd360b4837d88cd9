package ipckit.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the self-contained image of ipckit, which users install. If an image exists and its inputs
 * are unchanged, the image is kept.
 *
 * <pre>
 * bin/           one launcher per program, and the launcher ipckit for all programs
 * lib/runtime/   a Java runtime of the modules that ipckit needs, and ipckit itself
 * lib/*.aot      AOT caches, one per program and TrainingKind: classes already loaded and linked
 * share/         manual pages, completions, examples, systemd units, licence
 * </pre>
 *
 * <p>ipckit is a module of the runtime instead of a jar, so that a copy of the image can use the
 * AOT cache. The JVM rejects an AOT cache if the path or the time stamp of a jar has changed, and a
 * copied jar has another path and time stamp.
 */
public final class RuntimeImage {
    /**
     * The JVM options that are built into the runtime. The training run, which makes an AOT cache,
     * and every later command use the same options, because the JVM ignores an AOT cache that was
     * made with other options. The option {@code -Xlog:disable} keeps messages of the JVM off
     * standard output. The option {@code -XX:-MaxFDLimit} keeps the JVM from raising the limit of
     * open files, because users' commands would inherit the raised limit.
     *
     * <p>The option {@code -XX:CompressedClassSpaceSize} makes the JVM reserve 64 MB of address
     * space for classes instead of 1 GB, so that the programs start under a limit on the address
     * space. With {@code -XX:ErrorFile=/dev/null}, the JVM writes no report into the user's working
     * directory if it crashes.
     *
     * <p>With the option {@code -XX:AsyncDeflationInterval}, which is in milliseconds, a thread of
     * the JVM wakes once a minute instead of four times a second, so that a waiting program wakes
     * less often.
     *
     * <p>With {@code -Djava.lang.foreign.VERIFY_BINDINGS=false}, the JVM's linker does not check
     * its own instructions for the call of a C function. A command that calls a C function then
     * needs 4 per cent less processor time, because the check makes the JVM generate two classes.
     *
     * <p>The last four options make the optimising compiler of the JVM compile less. A short
     * command then needs a quarter less processor time. With {@code -XX:-AOTReplayTraining}, the
     * compiler does not use the profiles of the AOT cache to compile methods at start-up. The other
     * three options raise the number of calls after which the compiler compiles a method. Long
     * loops are still compiled.
     */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "--enable-native-access=ipckit",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:ArchiveRelocationMode=0",
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xlog:disable",
                    "-Xmx64m",
                    "-XX:-MaxFDLimit",
                    "-XX:CompressedClassSpaceSize=64m",
                    "-XX:ErrorFile=/dev/null",
                    "-XX:AsyncDeflationInterval=60000",
                    "-Djava.lang.foreign.VERIFY_BINDINGS=false",
                    "-XX:-AOTReplayTraining",
                    "-XX:Tier4InvocationThreshold=50000",
                    "-XX:Tier4MinInvocationThreshold=20000",
                    "-XX:Tier4CompileThreshold=60000");

    private RuntimeImage() {}

    /**
     * Makes the image, or keeps an image whose inputs are unchanged. The classes on the class path
     * of this process become the classes of the image.
     *
     * @param args four paths: the repository's root, the image's directory (which is replaced), a
     *     directory for intermediate files, and the jar with picocli's sources
     */
    public static void main(String[] args) throws Exception {
        InstalledTree tree = InstalledTree.of(args);
        Application application =
                Application.fromClassPath(System.getProperty("java.class.path"), Path.of(args[3]));
        tree.make(
                System.getProperty("java.vm.version"),
                application,
                image -> make(application, tree.work(), image));
    }

    private static void make(Application application, Path work, Path image) throws Exception {
        Path module = work.resolve("module");
        application.writeModule(module, work.resolve("picocli"));

        Path runtime = image.resolve("lib/runtime");
        Files.createDirectories(runtime.getParent());
        Jdk.tool(
                "jlink",
                "--module-path=" + module,
                "--add-modules=" + Application.MODULE,
                "--output=" + runtime,
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-0",
                "--add-options=" + String.join(" ", JVM_OPTIONS));
        DefaultSignals.keep(runtime);
        Launchers.write(image.resolve("bin"));
        AotCache.train(image, work.resolve("training"));
    }
}
