package ipckit.dist.training;

import ipckit.common.cli.runner.Runner;
import ipckit.common.process.Shutdown;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/**
 * The training run of one program of the image, which is the directory tree that users install.
 * From this run, a JVM makes the AOT cache of the program, a file from which later JVMs take
 * classes that are already loaded and linked. During the run, the JVM executes typical command
 * lines and records which classes it uses. It records only its own process. Therefore all command
 * lines run in this one process, one after the other.
 *
 * <p>Only a daemon, and a command line that is marked with {@code &}, runs in a process of its own
 * while the next lines run. One of these next lines communicates with that process, for example by
 * receiving a message that the process sends.
 */
public final class ImageTraining {
    private static final long TIMEOUT_SECONDS = 60;

    private final ImageProgram program;
    private final Path script;
    private final Path bin;
    private final Path directory;
    private final List<Process> beside = new ArrayList<>();

    private ImageTraining(ImageProgram program, Path script, Path bin, Path directory) {
        this.program = program;
        this.script = script;
        this.bin = bin;
        this.directory = directory;
    }

    /**
     * Runs those command lines of a file that belong to one program.
     *
     * @param args the name of the program, the file with the command lines, the directory of the
     *     launchers, and an empty directory for files; the environment must set {@code IPC_DIR} to
     *     a directory for objects
     */
    public static void main(String[] args) throws Exception {
        ImageProgram program = ImageProgram.named(args[0]);
        // Every program begins with this call, so the AOT cache must contain the classes that the
        // call uses.
        Runner.reportUncaught(program.declaration());
        ImageTraining training =
                new ImageTraining(program, Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        training.writeInputs();
        try {
            training.follow();
            training.join();
        } finally {
            training.beside.forEach(Process::destroyForcibly);
        }
        Shutdown.exit(0);
    }

    private void writeInputs() throws IOException {
        Files.writeString(directory.resolve("lines"), "a line of ordinary length\n".repeat(5000));
        Files.write(directory.resolve("bytes"), new byte[] {0, 1, 2, 0, '\n', 3, 0});
    }

    private void follow() throws IOException {
        // The script is a file. If it were a resource, the AOT cache would also contain the classes
        // that read resources.
        try (BufferedReader lines = Files.newBufferedReader(script)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    runLine(line);
                }
            }
        }
    }

    private void runLine(String line) throws IOException {
        String[] words = words(line.replace("$DIR", directory.toString()));
        if (ImageProgram.named(words[1]) != program) {
            return;
        }
        String mark = words[0];
        String[] arguments = Arrays.copyOfRange(words, 2, words.length);
        if (mark.equals("&")) {
            start(arguments);
            return;
        }
        int code = program.run(arguments);
        if (code != Integer.parseInt(mark)) {
            throw new IllegalStateException("exit code " + code + ": " + line);
        }
    }

    /**
     * Returns the words of a line. Uses no regular expression, because the classes of regular
     * expressions would enter the AOT cache, and short commands do not need most of these classes.
     */
    private static String[] words(String line) {
        StringTokenizer tokens = new StringTokenizer(line);
        String[] words = new String[tokens.countTokens()];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens.nextToken();
        }
        return words;
    }

    private void start(String[] arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(bin.resolve(program.command()).toString());
        command.addAll(List.of(arguments));
        beside.add(
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private void join() throws InterruptedException {
        for (Process process : beside) {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a command at the training's side does not end");
            }
        }
    }
}
