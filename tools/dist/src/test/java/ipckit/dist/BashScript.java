package ipckit.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of test functions in a tool's {@code src/test/bash}. Each function named {@code test_…}
 * is a test. These lines of a script control how its functions run:
 *
 * <ul>
 *   <li>{@code # watchdog: 3600s}: the longest time that one function may take; 600 s by default.
 *   <li>{@code # lane: kernel}: the functions run one after the other, because they observe kernel
 *       objects that all processes of the machine share.
 *   <li>{@code # slow}, directly above a function: a build with the Maven profile {@code quick}
 *       does not run the function.
 * </ul>
 *
 * @param file the script's absolute path
 * @param text the script's contents
 */
record BashScript(Path file, String text) {
    private static final Pattern WATCHDOG = Pattern.compile("(?m)^# watchdog: ([0-9]+)s$");
    private static final Pattern KERNEL = Pattern.compile("(?m)^# lane: kernel$");
    private static final Pattern FUNCTION =
            Pattern.compile("(?m)^(# slow\n)?(test_[a-z0-9_]+)\\(\\) [{(]$");
    private static final long DEFAULT_SECONDS = 600;

    /**
     * A test function of a script.
     *
     * @param slow true if a build with the Maven profile {@code quick} does not run the function
     */
    record Function(BashScript script, String name, boolean slow) {
        /** Returns the title of the test, for example {@code fan-each: keeps order}. */
        String title() {
            String words = name.substring("test_".length()).replace('_', ' ');
            return script.name() + ": " + words;
        }

        /** Runs the function in a bash of its own. */
        void run() throws IOException, InterruptedException {
            List<String> call = List.of("-c", ". \"$0\"; " + name, script.file.toString());
            new BashSession(script.name() + ".sh, " + name, call, script.seconds()).run();
        }
    }

    /** Reads every script of every tool, sorted by path. */
    static List<BashScript> all() throws IOException {
        List<BashScript> scripts = new ArrayList<>();
        Path tools = Example.REPOSITORY.resolve("tools");
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(tools)) {
            for (Path module : modules) {
                Path directory = module.resolve("src/test/bash");
                if (Files.isDirectory(directory)) {
                    try (DirectoryStream<Path> files =
                            Files.newDirectoryStream(directory, "*.sh")) {
                        files.forEach(file -> scripts.add(read(file)));
                    }
                }
            }
        }
        scripts.sort((a, b) -> a.file.compareTo(b.file));
        return scripts;
    }

    private static BashScript read(Path file) {
        try {
            return new BashScript(file.toAbsolutePath(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file's name without {@code .sh}. */
    String name() {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".sh".length());
    }

    /**
     * Returns whether the script's tests observe kernel objects that all processes of the machine
     * share. Such a script has the line {@code # lane: kernel}.
     */
    boolean usesKernelObjects() {
        return KERNEL.matcher(text).find();
    }

    /** Returns the script's test functions, in the order of the file. */
    List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        for (Matcher found = FUNCTION.matcher(text); found.find(); ) {
            functions.add(new Function(this, found.group(2), found.group(1) != null));
        }
        return functions;
    }

    /** Returns the longest time that one function may take, in seconds. */
    long seconds() {
        Matcher line = WATCHDOG.matcher(text);
        return line.find() ? Long.parseLong(line.group(1)) : DEFAULT_SECONDS;
    }
}
