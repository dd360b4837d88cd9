package ipckit.dist;

import ipckit.dist.training.ImageTraining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT cache of an image. The JVM makes the cache from a training run, in which it
 * executes typical commands.
 */
final class AotCache {
    /**
     * The environment variables with which users set JVM options. The training run starts without
     * these variables, so that the options of one user have no effect on the AOT cache.
     */
    private static final List<String> USER_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "IPCKIT_JAVA_OPTS");

    private static final long TIMEOUT_MINUTES = 5;

    private AotCache() {}

    /**
     * Makes the AOT cache of an image by running {@link ImageTraining}. Also makes the JVM's
     * default class archive. If a user sets JVM options that do not fit the AOT cache, the JVM uses
     * this archive instead. The image must already contain its runtime and its launchers.
     *
     * @param work the directory for the files and objects of the training run; this method creates
     *     the directory
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
                        Application.MODULE + "/" + ImageTraining.class.getName(),
                        image.resolve("bin").toString(),
                        files.toString()),
                input,
                work);
    }

    private static void run(List<String> command, Path input, Path work)
            throws IOException, InterruptedException {
        Path log = work.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(USER_OPTIONS);
        builder.environment().put("IPC_DIR", work.resolve("objects").toString());
        Files.createDirectories(work.resolve("objects"));
        builder.redirectInput(input.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(command + " hangs:\n" + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
        }
    }
}
