package ipckit.dist.random;

import ipckit.dist.Descendants;
import ipckit.dist.LaunchedCommand;
import ipckit.dist.LaunchedProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A sequence of random command lines that run one after the other with the same {@code IPC_DIR}, so
 * that later command lines find the objects of earlier ones. All command lines of a scenario are of
 * one program.
 *
 * <p>Each command line runs in a session of its own. It must end with an allowed exit code, must
 * not print text of the JVM, and must leave nothing in its working directory and in {@code TMPDIR}.
 * After the last command line, the scenario removes all objects. Then no process, no file and no
 * kernel object may be left.
 */
final class RandomScenario {
    /** The name of the file that command lines may create in their working directory. */
    static final String MADE = "made";

    /** The name of a directory in the working directory, in which objects may keep their data. */
    static final String STORE = "store";

    private static final int SHORTEST_PATIENCE_MILLIS = 300;
    private static final int MORE_PATIENCE_MILLIS = 500;
    private static final long GRACE_MILLIS = 10_000;
    private static final String PORT_SPACE = "ports.space";

    /** A shell script that removes all tasks, including tasks that have ports but no links. */
    private static final String REMOVE_TASKS =
            "ipc-mq task ls --json | sed 's/.*\"task\":\"\\([^\"]*\\)\".*/\\1/'"
                    + " | xargs -r ipc-mq task rm";

    private static final Path SYSTEM_V_SEGMENTS = Path.of("/proc/sysvipc/shm");
    private static final Path POSIX_SEGMENTS = Path.of("/dev/shm");

    private final Random random;
    private final String repetition;
    private final String unique;
    private final List<DeclaredVerb> verbs;
    private final Descendants descendants = new Descendants();
    private final List<String> scripts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** The exit codes of the processes that ran command lines, by process ID. */
    private final Map<Long, Integer> ended = new TreeMap<>();

    private Path root;
    private Path home;
    private Path work;

    /** The file with the standard error of the process that was started last. */
    private Path errors;

    private int processes;

    /**
     * @param seed the seed of all random choices
     * @param repetition the options with which a user repeats this scenario
     * @param verbs the verbs of one program
     */
    RandomScenario(long seed, String repetition, List<DeclaredVerb> verbs) {
        this.random = new Random(seed);
        this.repetition = repetition;
        this.unique = "ipckit-random-" + Long.toHexString(seed);
        this.verbs = verbs;
    }

    /** Runs the scenario with {@code count} command lines. Fails if it finds a fault. */
    void run(int count) throws IOException, InterruptedException {
        root = Files.createTempDirectory(POSIX_SEGMENTS, "ipckit-random-");
        try {
            prepare();
            RandomWords words = new RandomWords(random, unique);
            for (int i = 0; i < count; i++) {
                DeclaredVerb verb = verbs.get(random.nextInt(verbs.size()));
                run(RandomCommandLine.of(verb, words, random));
            }
            removeObjects();
            checkLeftovers();
        } finally {
            descendants.kill();
            delete(root);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    String.join("\n", faults)
                            + "\nrepeat with "
                            + repetition
                            + "\nthe command lines of the scenario:\n"
                            + String.join("\n", scripts));
        }
    }

    private void prepare() throws IOException, InterruptedException {
        home = Files.createDirectory(root.resolve("home"));
        work = Files.createDirectory(root.resolve("work"));
        Files.createDirectory(work.resolve(STORE));
        Files.createDirectory(root.resolve("tmp"));
        Files.writeString(root.resolve("text"), "one\ntwo words\n\nthree\n");
        Files.write(root.resolve("bytes"), new byte[] {0, 1, 'x', '\n', 0, 0, 0, 2, -1, -23, '\n'});
        Files.write(root.resolve("zeros"), new byte[400]);
        doWithoutFault("mkfifo ../pipe");
        for (String line : preparation(verbs.getFirst().program())) {
            scripts.add(line);
            doWithoutFault(line);
        }
    }

    /** Returns the command lines that create objects before the random command lines run. */
    private static List<String> preparation(String program) {
        return switch (program) {
            case "ipc-prodcons" -> List.of("ipc-prodcons create a --slots 8");
            case "ipc-shm" -> List.of("ipc-shm create a --size 4K");
            case "ipc-mq" -> List.of("ipc-mq create a");
            case "ipc-fan" -> List.of("ipc-mq create a", "ipc-prodcons create a");
            default -> List.of();
        };
    }

    /** Runs one command line and checks its result. */
    private void run(RandomCommandLine line) throws IOException, InterruptedException {
        String script = line.script();
        scripts.add(script);
        Set<Integer> codes = new TreeSet<>(line.codes());
        Process process = start(script);
        if (line.signal() != null && !process.waitFor(line.delayMillis(), TimeUnit.MILLISECONDS)) {
            scripts.add("    # gets " + line.signal() + " after " + line.delayMillis() + " ms");
            send(line.signal(), process);
        }
        int patience = SHORTEST_PATIENCE_MILLIS + random.nextInt(MORE_PATIENCE_MILLIS);
        if (line.isEndless() && !process.waitFor(patience, TimeUnit.MILLISECONDS)) {
            scripts.add("    # gets TERM after " + patience + " ms");
            codes.add(RandomCommandLine.Signal.TERM.code());
            send(RandomCommandLine.Signal.TERM, process);
        }
        int code = await(process, script);
        ended.put(process.pid(), code);
        ErrorText printed = errors();
        if (!codes.contains(code)) {
            addFault("exit code " + code + " is not one of " + codes, script, printed);
        }
        if (line.surroundings().errorsAreSeen()) {
            Optional<String> fault = printed.fault(line.mostErrorLines());
            fault.ifPresent(text -> addFault(text, script, printed));
        }
        for (String left : filesOfWork()) {
            // A command line may leave a file if the command line contains the name of the file.
            // This code searches for the name in the script and also in the words of the command
            // line, because the script quotes a word with special characters byte by byte.
            boolean named = line.words().stream().anyMatch(word -> word.contains(left));
            if (!named && !script.contains(left)) {
                addFault("left the file " + left, script, printed);
            }
        }
    }

    private void addFault(String what, String script, ErrorText printed) {
        faults.add(what + ": " + script + "\n" + printed.text().indent(4));
    }

    /** Starts a shell script in a session of its own. */
    private Process start(String script) throws IOException {
        processes++;
        errors = root.resolve("errors-" + processes);
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "bash", "-c", script)
                        .directory(work.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(root.resolve("output").toFile())
                        .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.put(Descendants.VARIABLE, descendants.mark());
        environment.put("IPC_DIR", home.toString());
        environment.put(Surroundings.FILES, root.toString());
        environment.put("TMPDIR", root.resolve("tmp").toString());
        environment.put("PATH", LaunchedCommand.BIN + ":" + environment.get("PATH"));
        return builder.start();
    }

    private static void send(RandomCommandLine.Signal signal, Process process)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal.name(), Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits for the end of a process, and returns its exit code. */
    private int await(Process process, String script) throws IOException, InterruptedException {
        if (!process.waitFor(LaunchedProcess.WATCHDOG_SECONDS, TimeUnit.SECONDS)) {
            addFault("does not end", script, errors());
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private ErrorText errors() throws IOException {
        return new ErrorText(Files.readString(errors, StandardCharsets.ISO_8859_1));
    }

    /**
     * Deletes the files that a command line has left in its working directory and in {@code
     * TMPDIR}. Keeps the directory {@link #STORE}. Returns the names of the deleted files, except
     * {@link #MADE}, because a command line may create this file.
     */
    private List<String> filesOfWork() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path directory : List.of(work, root.resolve("tmp"))) {
            for (Path file : entries(directory)) {
                String name = file.getFileName().toString();
                if (!name.equals(STORE)) {
                    delete(file);
                    if (!name.equals(MADE)) {
                        left.add(name);
                    }
                }
            }
        }
        return left;
    }

    /**
     * Removes all buffers, mailboxes, segments and tasks of this scenario by means of the programs'
     * own verbs.
     */
    private void removeObjects() throws IOException, InterruptedException {
        if (verbs.getFirst().program().equals("ipc-shm")) {
            doWithoutFault("ipc-shm unpin -q a; ipc-shm unpin -q b; true");
        }
        for (Path entry : entries(home)) {
            String name = entry.getFileName().toString();
            String object = name.substring(name.indexOf('.') + 1);
            if (name.startsWith("buf.")) {
                doWithoutFault("ipc-prodcons rm " + object);
            } else if (name.startsWith("mq.")) {
                doWithoutFault("ipc-mq rm " + object);
            } else if (name.startsWith("shm.")) {
                doWithoutFault("ipc-shm rm " + object);
            } else if (name.startsWith("task.")) {
                doWithoutFault("ipc-mq rm --task --if-present " + object);
            } else if (name.equals(PORT_SPACE)) {
                doWithoutFault(REMOVE_TASKS);
            }
        }
        if (!entries(home).isEmpty()) {
            doWithoutFault("ipc-prodcons gc -q && ipc-mq gc -q && ipc-shm gc -q");
        }
        if (Files.exists(home.resolve(PORT_SPACE))) {
            // No verb removes the directory PORT_SPACE, even if it contains no task.
            doWithoutFault("rm -r \"$IPC_DIR/" + PORT_SPACE + "\"");
        }
        if (Files.exists(POSIX_SEGMENTS.resolve(unique))) {
            doWithoutFault("ipc-shm rm posix:/" + unique);
        }
        if (String.join(" ", scripts).contains("ipc-mq create")) {
            doWithoutFault("ipc-mq rm -q posix:/" + unique + " 2>/dev/null; true");
        }
        for (String segment : systemVSegments()) {
            doWithoutFault("ipc-shm rm " + segment);
        }
    }

    /**
     * Returns the System V segments that command lines of this scenario have created. If the
     * command line that created a segment has exited with an error, adds a fault, because such a
     * command line must leave no segment. A command line that a signal has ended may leave a
     * segment.
     */
    private List<String> systemVSegments() throws IOException {
        List<String> segments = new ArrayList<>();
        for (String line : Files.readAllLines(SYSTEM_V_SEGMENTS)) {
            String[] columns = line.strip().split(" +");
            Integer code = columns[0].equals("key") ? null : ended.get(Long.valueOf(columns[4]));
            if (code != null) {
                segments.add("sysv:" + columns[1]);
                if (code != 0 && code < 128) {
                    faults.add("a command line with the exit code " + code + " left " + line);
                }
            }
        }
        return segments;
    }

    /** Runs a shell script, which must exit with 0. */
    private void doWithoutFault(String script) throws IOException, InterruptedException {
        int code = await(start(script), script);
        if (code != 0) {
            addFault("exit code " + code, script, errors());
        }
    }

    private void checkLeftovers() throws IOException, InterruptedException {
        for (String process : descendants.aliveAfter(GRACE_MILLIS)) {
            faults.add("left the process " + process);
        }
        for (Path file : entries(home)) {
            faults.add("left in IPC_DIR: " + file.getFileName());
        }
        for (Path file : entries(work.resolve(STORE))) {
            faults.add("left in the directory of objects: " + file.getFileName());
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
