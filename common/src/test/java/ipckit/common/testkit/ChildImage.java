package ipckit.common.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The files from which the child processes of tests start: a jar with the classes of a module and
 * its tests, and an AOT cache. The AOT cache is a file from which a JVM gets classes that are
 * already loaded and linked. Some tests start thousands of processes, and a start from directories
 * of class files would take several times longer. The files are created in {@code target}, once per
 * test run: one jar for each module, and one AOT cache for each training class. A training class is
 * the main class of a program that the JVM runs to learn which classes belong in the cache.
 */
public final class ChildImage {
    private static final Map<Path, Path> JARS = new HashMap<>();
    private static final Map<Class<?>, ChildImage> MADE = new HashMap<>();

    private final Path jar;
    private final Path cache;

    private ChildImage(Path jar, Path cache) {
        this.jar = jar;
        this.cache = cache;
    }

    /**
     * Returns the files from which child processes start. The first call for a training class
     * creates these files.
     *
     * @param training a main class that uses most of the classes that the child processes will use;
     *     the AOT cache is created while this class runs
     */
    public static synchronized ChildImage trainedBy(Class<?> training) {
        return MADE.computeIfAbsent(training, ChildImage::make);
    }

    private static ChildImage make(Class<?> training) {
        try {
            Path tests =
                    Path.of(training.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path target = Files.createDirectories(tests.resolveSibling("children"));
            Path jar = JARS.get(target);
            if (jar == null) {
                jar = target.resolve("children.jar");
                pack(List.of(tests, tests.resolveSibling("classes")), jar);
                JARS.put(target, jar);
            }
            ChildImage image =
                    new ChildImage(jar, target.resolve(training.getSimpleName() + ".aot"));
            image.train(training);
            return image;
        } catch (IOException | InterruptedException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Packs the class files of several directories into a jar. Two directories may contain class
     * files with the same name, for example the class file of a package-info. The jar gets only the
     * first of these files.
     */
    private static void pack(List<Path> roots, Path jar) throws IOException {
        Set<String> packed = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setLevel(0);
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                        String name = root.relativize(file).toString();
                        if (packed.add(name)) {
                            entries.putNextEntry(new JarEntry(name));
                            Files.copy(file, entries);
                            entries.closeEntry();
                        }
                    }
                }
            }
        }
    }

    private void train(Class<?> training) throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        Path log = cache.resolveSibling(training.getSimpleName() + ".log");
        Process child =
                new ProcessBuilder(java("-XX:AOTCacheOutput=", training))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!child.waitFor(5, TimeUnit.MINUTES)) {
            child.destroyForcibly();
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made: " + Files.readString(log));
        }
    }

    /**
     * Returns a command that starts a main class.
     *
     * @param cacheOption the JVM option that writes or uses the AOT cache, without the path of the
     *     cache, for example {@code -XX:AOTCache=}
     */
    private List<String> java(String cacheOption, Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:-AOTReplayTraining",
                "-XX:Tier3InvocationThreshold=2000",
                "-XX:Tier3MinInvocationThreshold=1000",
                "-XX:Tier3CompileThreshold=4000",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                cacheOption + cache,
                "-cp",
                jar.toString(),
                main.getName());
    }

    /** Returns the command line that starts a main class from the jar, with the AOT cache. */
    public List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(java("-XX:AOTCache=", main));
        command.addAll(arguments);
        return command;
    }
}
