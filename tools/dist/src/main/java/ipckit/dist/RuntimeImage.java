package ipckit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the image, unless the one that is there was made from the same inputs.
 *
 * <pre>
 * bin/           one launcher per program
 * lib/runtime/   a Java runtime of the few modules needed, ipckit being one of them
 * lib/ipckit.aot what the JVM learned from the training: classes loaded and linked, profiles
 * share/         man pages, completions, licence
 * </pre>
 *
 * ipckit is a module of the runtime rather than a jar beside it, because the JVM then finds its
 * classes and the AOT cache wherever the image is copied to, whatever that does to time stamps.
 */
public final class RuntimeImage {
    /**
     * Options baked into the runtime, so that training and use cannot differ: the JVM ignores a
     * cache that was made under others. Logging is off because standard output belongs to the data
     * and a cache that cannot be used is no news for a user. The limit of open files stays as it
     * was: programs that ours become, or start, inherit it.
     *
     * <p>The last four keep the optimising compiler out of short lives: profiles from the training
     * are not replayed into it, and only what runs very often gets there. A short command then
     * needs a quarter less processor time, and put and get do not share two processors with two
     * compilers. Hot loops are still compiled by their back-edges.
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
                    "-XX:-AOTReplayTraining",
                    "-XX:Tier4InvocationThreshold=50000",
                    "-XX:Tier4MinInvocationThreshold=20000",
                    "-XX:Tier4CompileThreshold=60000");

    private final Path repository;
    private final Path home;
    private final Path work;

    private RuntimeImage(Path repository, Path home, Path work) {
        this.repository = repository;
        this.home = home;
        this.work = work;
    }

    /**
     * Makes or keeps the image.
     *
     * @param args the repository's root; the image's directory, which is replaced; a directory for
     *     intermediate files; the jar with picocli's sources. The class path is what the image is
     *     made of.
     */
    public static void main(String[] args) throws Exception {
        RuntimeImage image =
                new RuntimeImage(absolute(args[0]), absolute(args[1]), absolute(args[2]));
        Application application =
                Application.fromClassPath(System.getProperty("java.class.path"), Path.of(args[3]));
        String fingerprint = image.fingerprint(application);
        Path stamp = image.home.resolve("lib/fingerprint");
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        Trees.delete(image.work);
        Path unfinished = image.work.resolve("ipckit");
        image.make(application, unfinished);
        Files.writeString(unfinished.resolve("lib/fingerprint"), fingerprint);
        Trees.delete(image.home);
        Files.createDirectories(image.home.getParent());
        Files.move(unfinished, image.home);
        System.out.println("Made " + image.home);
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private String fingerprint(Application application) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(System.getProperty("java.vm.version"));
        for (Path part : application.parts()) {
            fingerprint.add(part);
        }
        for (String shared : SharedFiles.SOURCES) {
            fingerprint.add(repository.resolve(shared));
        }
        return fingerprint.value();
    }

    private void make(Application application, Path image) throws Exception {
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
        Launchers.write(image.resolve("bin"));
        AotCache.train(image, work.resolve("training"));
        SharedFiles.copy(repository, image.resolve("share"));
    }
}
