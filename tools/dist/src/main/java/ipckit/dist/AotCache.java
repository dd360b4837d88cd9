package ipckit.dist;

import ipckit.dist.training.ImageProgram;
import ipckit.dist.training.ImageTraining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes the AOT caches of an image (the directory tree that users install): one cache for each
 * program and {@link TrainingKind}. An AOT cache is a file from which the JVM takes classes that
 * are already loaded and linked, so that the program starts faster. The JVM makes the cache from a
 * training run, in which it executes typical commands.
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
     * Makes the AOT caches of each program by running {@link ImageTraining}. The image must already
     * contain its runtime and its launchers.
     *
     * <p>The JVM ignores an AOT cache if the user sets other JVM options than the training run had.
     * For this case, this method also makes the JVM's default class archive, which the JVM uses
     * even with other options. The archive contains the programs' {@linkplain LambdaForms lambda
     * forms}.
     *
     * @param work the directory for the files and objects of the training runs; this method creates
     *     the directory
     */
    static void train(Path image, Path work)
            throws IOException, InterruptedException, ExecutionException {
        Path runtime = image.resolve("lib/runtime");
        List<Training> all = Training.all();
        List<Training> complete =
                all.stream().filter(training -> training.kind() == TrainingKind.COMPLETE).toList();
        for (Path output :
                runTrainings(image, complete, _ -> LambdaForms.TRACE, work.resolve("traced"))) {
            LambdaForms.addToClassList(runtime, output);
        }
        run(image, List.of("-Xshare:dump"), work.resolve("archive"));
        Path lib = image.resolve("lib");
        runTrainings(
                image,
                all,
                training -> "-XX:AOTCacheOutput=" + lib.resolve(training.cache()),
                work.resolve("trained"));
    }

    /**
     * Runs trainings, as many at a time as there are processors. Returns for each training the file
     * with its standard output.
     */
    private static List<Path> runTrainings(
            Path image, List<Training> trainings, Function<Training, String> jvmOption, Path work)
            throws InterruptedException, ExecutionException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            List<Future<Path>> runs = new ArrayList<>();
            for (Training training : trainings) {
                String option = jvmOption.apply(training);
                Path own = work.resolve(training.cache());
                runs.add(threads.submit(() -> runTraining(image, training, option, own)));
            }
            List<Path> outputs = new ArrayList<>();
            for (Future<Path> run : runs) {
                outputs.add(run.get());
            }
            return outputs;
        }
    }

    /** Runs a training, and returns the file with its standard output. */
    private static Path runTraining(Path image, Training training, String jvmOption, Path work)
            throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("files"));
        Path script = work.resolve("script");
        try (InputStream in = AotCache.class.getResourceAsStream(training.kind().script())) {
            Files.copy(in, script);
        }
        Path bin = image.resolve("bin");
        String command = training.program().command();
        return run(
                image,
                List.of(
                        jvmOption,
                        // If a training command starts a daemon, the daemon's supervisor starts the
                        // program by this path.
                        "-Dipckit.launcher=" + bin.resolve(command),
                        "-m",
                        Application.MODULE + "/" + ImageTraining.class.getName(),
                        command,
                        script.toString(),
                        bin.toString(),
                        files.toString()),
                work);
    }

    /**
     * Runs the {@code java} command of the image. The command's standard input is 1000 lines.
     * Returns the file with the command's standard output.
     *
     * @param work the directory for the command's input and output, and for the objects that the
     *     command creates; this method creates the directory
     */
    private static Path run(Path image, List<String> arguments, Path work)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(image.resolve("lib/runtime/bin/java").toString());
        command.addAll(arguments);
        Path objects = Files.createDirectories(work.resolve("objects"));
        Path input = Files.writeString(work.resolve("input"), "an item\n".repeat(1000));
        Path output = work.resolve("output");
        Path errors = work.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(USER_OPTIONS);
        // The launchers of the programs set the same locale.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("IPC_DIR", objects.toString());
        builder.redirectInput(input.toFile());
        builder.redirectOutput(output.toFile());
        builder.redirectError(errors.toFile());
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(command + " hangs:\n" + Files.readString(errors));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + Files.readString(errors));
        }
        return output;
    }

    /** The training run from which one AOT cache of the image is made. */
    private record Training(ImageProgram program, TrainingKind kind) {
        /** Returns the trainings of all AOT caches of the image. */
        static List<Training> all() {
            List<Training> all = new ArrayList<>();
            for (ImageProgram program : ImageProgram.values()) {
                for (TrainingKind kind : TrainingKind.values()) {
                    all.add(new Training(program, kind));
                }
            }
            return all;
        }

        /** Returns the file name of the AOT cache. */
        String cache() {
            return program.command() + kind.cacheSuffix();
        }
    }
}
