package ipckit.common.sync;

import ipckit.common.IpcException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What child processes of tests run: this test's classes in one jar, with an AOT cache, because
 * tests that kill thousands of processes start thousands, and a start from a directory of classes
 * takes several times as long. Made once in each test run, into {@code target}.
 */
final class ChildImage {
    private static ChildImage made;

    private final Path jar;
    private final Path cache;

    private ChildImage() throws IOException, InterruptedException, URISyntaxException {
        Path tests = root(ChildImage.class);
        Path target = tests.getParent().resolve("children");
        Files.createDirectories(target);
        jar = target.resolve("children.jar");
        cache = target.resolve("children.aot");
        Files.deleteIfExists(cache);
        pack(List.of(root(IpcException.class), tests));
        train();
    }

    static synchronized ChildImage get() {
        if (made == null) {
            try {
                made = new ChildImage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException | URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return made;
    }

    private static Path root(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private void pack(List<Path> roots) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setLevel(0);
            for (Path root : roots) {
                if (Files.isDirectory(root)) {
                    packTree(root, entries);
                }
            }
        }
    }

    private static void packTree(Path root, JarOutputStream entries) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }

    /** A child that does a little of everything. */
    private void train() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java());
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-cp", classPath(), "ipckit.common.queue.torture.Training"));
        Path log = jar.resolveSibling("training.log");
        Process training =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!training.waitFor(60, TimeUnit.SECONDS)) {
            training.destroyForcibly();
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made: " + Files.readString(log));
        }
    }

    /** The main classes may be in a jar of their own already. */
    private String classPath() {
        try {
            Path main = root(IpcException.class);
            return Files.isDirectory(main) ? jar.toString() : jar + ":" + main;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED");
    }

    /** How to start a main class of the image. */
    List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(java());
        command.add("-XX:AOTCache=" + cache);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
