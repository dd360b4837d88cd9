package ipckit.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A running shell that completes command lines of one program. */
final class CompletingShell implements AutoCloseable {
    private static final char END_OF_WORD = '\u001f';
    private static final String WATCHDOG_SECONDS = "600";

    private final Path errors;
    private final Process process;
    private final Writer lines;
    private final BufferedReader offers;

    /**
     * Starts a shell.
     *
     * @param directory a directory with the subdirectories {@code objects} (to which {@code
     *     IPC_DIR} is set), {@code home} (for files of the shell) and {@code work} (the working
     *     directory)
     */
    CompletingShell(Shell shell, String program, Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", "-s", "KILL", WATCHDOG_SECONDS));
        command.addAll(shell.command(program));
        errors = directory.resolve("errors-" + program);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.resolve("work").toFile())
                        .redirectError(errors.toFile());
        String home = directory.resolve("home").toString();
        builder.environment().put("IPC_DIR", directory.resolve("objects").toString());
        builder.environment().put("HOME", home);
        builder.environment().remove("IPC_TASK");
        builder.environment().put("PATH", LaunchedCommand.BIN + ":" + System.getenv("PATH"));
        builder.environment()
                .put("COMPDUMP", Path.of("target/zcompdump").toAbsolutePath().toString());
        builder.environment().put("XDG_CONFIG_HOME", home);
        builder.environment().put("XDG_DATA_HOME", home);
        process = builder.start();
        lines = process.outputWriter();
        offers = process.inputReader();
    }

    /** Returns the words that the shell offers for the last word of a command line, sorted. */
    List<String> offers(String... words) {
        try {
            for (String word : words) {
                lines.append(word).append(END_OF_WORD);
            }
            lines.append('\n').flush();
            TreeSet<String> found = new TreeSet<>();
            String offer = offers.readLine();
            while (offer != null && !offer.isEmpty()) {
                found.add(offer);
                offer = offers.readLine();
            }
            if (offer == null) {
                throw new AssertionError("the shell ended: " + Files.readString(errors));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the shell. */
    @Override
    public void close() throws IOException {
        lines.close();
        process.onExit().join();
    }
}
