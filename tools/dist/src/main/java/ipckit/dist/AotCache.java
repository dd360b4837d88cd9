package ipckit.dist;

import ipckit.dist.training.Training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the training and has the JVM keep what it learned. */
final class AotCache {
    private static final List<String> OPTIONS_OF_USERS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "IPCKIT_JAVA_OPTS");
    private static final long PATIENCE_MINUTES = 5;

    private AotCache() {}

    /**
     * Adds the cache to an image that is otherwise complete, and the JVM's own archive, which
     * stands in when options given by a user make the cache useless.
     *
     * @param image the image
     * @param work a directory to be made, for the files and objects of the training
     */
    static void train(Path image, Path work) throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("files"));
        Path input = Files.writeString(work.resolve("input"), "an item\n".repeat(1000));
        String java = image.resolve("lib/runtime/bin/java").toString();

        run(List.of(java, "-Xshare:dump"), input, work);
        run(
                List.of(
                        java,
                        "-XX:AOTCacheOutput=" + image.resolve("lib/ipckit.aot"),
                        "-m",
                        Application.MODULE + "/" + Training.class.getName(),
                        image.resolve("bin").toString(),
                        files.toString()),
                input,
                work);
    }

    private static void run(List<String> command, Path input, Path work)
            throws IOException, InterruptedException {
        Path log = work.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(OPTIONS_OF_USERS);
        builder.environment().put("IPC_DIR", work.resolve("objects").toString());
        Files.createDirectories(work.resolve("objects"));
        builder.redirectInput(input.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(command + " hangs:\n" + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
        }
    }
}
