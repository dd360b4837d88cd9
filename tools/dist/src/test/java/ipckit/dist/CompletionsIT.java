package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tests the completions of bash, zsh and fish. They must offer the verbs, options and option values
 * that {@code --help} prints, and the names of existing objects.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class CompletionsIT {
    private static final String KIT = "ipckit";
    private static final String BUFFERS = ImageProgram.PRODCONS.command();
    private static final String SEGMENTS = ImageProgram.SHM.command();
    private static final String MAILBOXES = ImageProgram.MQ.command();

    private final Map<List<Object>, CompletingShell> shells = new HashMap<>();
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("ipckit-completion-");
        Files.createDirectory(directory.resolve("home"));
        Path work = Files.createDirectory(directory.resolve("work"));
        Files.createFile(work.resolve("a-file"));
        Files.createDirectory(work.resolve("directory"));
        Path objects = Files.createDirectory(directory.resolve("objects"));
        Files.createDirectory(objects.resolve("task.P1"));
        Files.createDirectory(objects.resolve("daemon.web"));
        for (String kind : List.of("buf.", "shm.", "mq.")) {
            Files.createDirectory(objects.resolve(kind + "jobs"));
            Files.createDirectory(objects.resolve(kind + "get"));
            Files.createDirectory(objects.resolve(".new-" + kind + "draft-1-2"));
        }
    }

    @AfterEach
    void closeShells() throws IOException {
        for (CompletingShell shell : shells.values()) {
            shell.close();
        }
        Trees.delete(directory);
    }

    static List<Arguments> everywhere() {
        List<Arguments> all = new ArrayList<>();
        for (ImageProgram program : ImageProgram.values()) {
            for (Shell shell : Shell.values()) {
                all.add(Arguments.of(program, shell));
            }
        }
        return all;
    }

    /**
     * Tests that the shells offer the first word of every verb. If the name of a verb has two
     * words, such as {@code daemon stop}, the shells must offer the second word after the first
     * word.
     */
    @ParameterizedTest
    @MethodSource("everywhere")
    void offersEveryVerb(ImageProgram program, Shell shell) {
        Map<String, List<String>> words = new TreeMap<>();
        for (String verb : new Help(program.command()).allVerbs()) {
            String[] parts = verb.split(" ");
            List<String> second = words.computeIfAbsent(parts[0], _ -> new ArrayList<>());
            second.addAll(List.of(parts).subList(1, parts.length));
        }
        if (!words.containsKey("")) {
            assertEquals(List.copyOf(words.keySet()), offers(shell, program.command(), ""));
        }
        words.remove("");
        words.forEach(
                (verb, second) -> {
                    if (!second.isEmpty()) {
                        assertEquals(
                                sorted(second), offers(shell, program.command(), verb, ""), verb);
                        // For the word "-", fish also offers verbs that contain a hyphen, such as
                        // look-up. Therefore the test only requires that no offered word begins
                        // with a hyphen.
                        List<String> options = offers(shell, program.command(), verb, "-");
                        assertTrue(options.stream().noneMatch(o -> o.startsWith("-")), verb);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void offersEveryOptionAndNoOther(ImageProgram program, Shell shell) {
        Help help = new Help(program.command());
        for (String verb : help.allVerbs()) {
            assertEquals(
                    List.copyOf(help.allOptions(verb)),
                    offers(shell, line(program, verb, "-")),
                    verb);
        }
    }

    static List<Arguments> everyFormWithoutAVerb() {
        return everywhere().stream()
                .filter(place -> hasFormWithoutAVerb((ImageProgram) place.get()[0]))
                .toList();
    }

    private static boolean hasFormWithoutAVerb(ImageProgram program) {
        return program.declaration().textbook().isPresent();
    }

    @ParameterizedTest
    @MethodSource("everyFormWithoutAVerb")
    void offersEveryOptionOfTheFormWithoutAVerb(ImageProgram program, Shell shell) {
        Set<String> options = new TreeSet<>(new Help(program.command()).options("-n 1"));
        options.addAll(Help.OF_THE_PROGRAM);
        assertEquals(List.copyOf(options), offers(shell, program.command(), "-"), "first");
        // zsh does not offer an option that is already on the command line, so the test ignores
        // both names of this option.
        List<String> given = List.of("-n", "--count");
        Help.OF_THE_PROGRAM.forEach(options::remove);
        given.forEach(options::remove);
        Set<String> later = new TreeSet<>(offers(shell, program.command(), "-n", "4", "-"));
        given.forEach(later::remove);
        assertEquals(options, later, "later");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void offersEveryChoiceAndNoOther(ImageProgram program, Shell shell) {
        Help help = new Help(program.command());
        for (String verb : help.verbs()) {
            help.choices(verb)
                    .forEach(
                            (option, choices) ->
                                    assertEquals(
                                            sorted(choices),
                                            offers(shell, line(program, verb, option, "")),
                                            option));
        }
    }

    @ParameterizedTest
    @EnumSource
    void offersSizesAndDurations(Shell shell) {
        assertTrue(offers(shell, BUFFERS, "create", "--bytes", "").contains("1M"));
        assertTrue(offers(shell, BUFFERS, "get", "--timeout", "").contains("1s"));
    }

    @ParameterizedTest
    @EnumSource
    void offersExistingBuffers(Shell shell) {
        List<String> buffers = List.of("get", "jobs");
        for (String verb : List.of("put", "get", "hold", "peek", "stat", "explain", "rm")) {
            assertEquals(buffers, offers(shell, BUFFERS, verb, ""), verb);
        }
        assertEquals(buffers, offers(shell, BUFFERS, "rm", "jobs", ""));
        assertEquals(buffers, offers(shell, BUFFERS, "get", "--count", "3", ""));
        assertEquals(List.of("jobs"), offers(shell, BUFFERS, "get", "--dead-letter", "j"));
    }

    @ParameterizedTest
    @EnumSource
    void offersNothingWithoutAHome(Shell shell) throws IOException {
        Trees.delete(directory.resolve("objects"));
        assertEquals(List.of(), offers(shell, BUFFERS, "put", ""));
        assertEquals(List.of(), offers(shell, SEGMENTS, "write", ""));
    }

    @ParameterizedTest
    @EnumSource
    void offersFilesAfterTheBuffer(Shell shell) {
        assertEquals(
                List.of("a-file", "directory"),
                withoutSlashes(offers(shell, BUFFERS, "put", "jobs", "")));
        assertEquals(List.of("a-file"), offers(shell, BUFFERS, "put", "jobs", "other", "a"));
    }

    @ParameterizedTest
    @EnumSource
    void offersCommandsAfterTwoHyphens(Shell shell) {
        assertTrue(offers(shell, BUFFERS, "get", "jobs", "--", "basena").contains("basename"));
        assertTrue(offers(shell, BUFFERS, "hold", "jobs", "--", "basena").contains("basename"));
        assertEquals(List.of("a-file"), offers(shell, BUFFERS, "get", "jobs", "--", "cat", "a-f"));
    }

    @ParameterizedTest
    @EnumSource
    void offersExistingSegments(Shell shell) {
        List<String> segments = List.of("get", "jobs");
        for (String verb : new Help(SEGMENTS).verbs()) {
            switch (verb) {
                case "ls", "gc", "tour" -> {}
                case "create" -> assertEquals(List.of(), offers(shell, SEGMENTS, verb, ""));
                case "chmod" -> assertEquals(segments, offers(shell, SEGMENTS, verb, "0600", ""));
                default ->
                        assertEquals(
                                segments, offers(shell, line(ImageProgram.SHM, verb, "")), verb);
            }
        }
        assertEquals(segments, offers(shell, SEGMENTS, "rm", "jobs", ""));
        assertEquals(segments, offers(shell, SEGMENTS, "cell", "wait", "--until", ">= 3", ""));
        assertEquals(List.of(), offers(shell, SEGMENTS, "no-such-verb", ""));
        assertEquals(List.of(), offers(shell, SEGMENTS, "cell", "no-such-verb", ""));
    }

    @ParameterizedTest
    @EnumSource
    void offersExistingMailboxesAndTasks(Shell shell) {
        List<String> mailboxes = List.of("get", "jobs");
        for (String verb :
                List.of(
                        "send", "recv", "peek", "wait", "ack", "nack", "extend", "call", "serve",
                        "purge", "stat", "rm")) {
            assertEquals(mailboxes, offers(shell, MAILBOXES, verb, ""), verb);
        }
        assertEquals(mailboxes, offers(shell, MAILBOXES, "recv", "jobs", ""));
        assertEquals(mailboxes, offers(shell, MAILBOXES, "send", "--priority", "3", ""));
        assertEquals(List.of(), offers(shell, MAILBOXES, "send", "jobs", ""));
        assertEquals(List.of("jobs"), offers(shell, MAILBOXES, "send", "--reply-to", "j"));
        assertEquals(List.of("jobs"), offers(shell, MAILBOXES, "recv", "--dead-letter", "j"));
        assertEquals(List.of("P1"), offers(shell, MAILBOXES, "send", "--to", ""));
        assertEquals(List.of("P1"), offers(shell, MAILBOXES, "recv", "--as", "P"));
        assertTrue(offers(shell, MAILBOXES, "extend", "jobs", "1.2.3.x", "").contains("10s"));
        assertTrue(offers(shell, MAILBOXES, "recv", "jobs", "--", "basena").contains("basename"));
    }

    @ParameterizedTest
    @EnumSource
    void offersThePortsOfTheActingTask(Shell shell) {
        createPorts();
        List<String> ports = List.of("inbox", "kernel", "notify", "other");
        List<String> all = List.of("inbox", "kernel", "notify", "other", "set");
        for (String verb :
                List.of(
                        "port insert",
                        "port copy",
                        "port move",
                        "port drop",
                        "port notify",
                        "msg send",
                        "msg rpc",
                        "name register")) {
            assertEquals(ports, offers(shell, line(ImageProgram.MQ, verb, "--as", "A", "")), verb);
        }
        assertEquals(all, offers(shell, MAILBOXES, "port", "destroy", "--as", "A/1", ""));
        assertEquals(all, offers(shell, MAILBOXES, "msg", "receive", "--as", "A", ""));
        assertEquals(List.of("set"), offers(shell, MAILBOXES, "portset", "add", "--as", "A", ""));
        for (String verb : List.of("portset add", "portset remove")) {
            String[] line = line(ImageProgram.MQ, verb, "--as", "A", "set", "inbox", "o");
            assertEquals(List.of("other"), offers(shell, line), verb);
        }
        assertEquals(
                List.of("inbox"),
                offers(shell, MAILBOXES, "msg", "send", "--as", "A", "--move-receive", "i"));
        String[] joined =
                shell == Shell.BASH // makes three words of --as=A
                        ? line(ImageProgram.MQ, "msg send", "--as", "=", "A", "i")
                        : line(ImageProgram.MQ, "msg send", "--as=A", "i");
        assertEquals(List.of("inbox"), offers(shell, joined));
        assertEquals(List.of("inbox"), offers(shell, KIT, "mq", "msg", "send", "--as", "A", "i"));
        assertEquals(List.of("kernel"), offers(shell, MAILBOXES, "port", "drop", "--as", "B", "k"));
        assertEquals(List.of(), offers(shell, MAILBOXES, "port", "drop", "--as", "no-task", ""));
        assertEquals(List.of(), offers(shell, MAILBOXES, "port", "drop", ""));
        assertEquals(List.of(), offers(shell, MAILBOXES, "port", "allocate", "--as", "A", ""));
    }

    @ParameterizedTest
    @EnumSource
    void offersPortsBehindTheirScheme(Shell shell) {
        createPorts();
        for (String verb : List.of("send", "recv")) {
            String[] typed =
                    shell == Shell.BASH // makes three words of port:in
                            ? line(ImageProgram.MQ, verb, "--as", "A", "port", ":", "in")
                            : line(ImageProgram.MQ, verb, "--as", "A", "port:in");
            String offered = shell == Shell.BASH ? "inbox" : "port:inbox";
            assertEquals(List.of(offered), offers(shell, typed), verb);
        }
    }

    @Test
    void offersPortsToABashThatDoesNotBreakWordsAtColons() {
        createPorts();
        assertEquals(
                List.of("port:inbox"),
                offers(Shell.BASH, MAILBOXES, "send", "--as", "A", "port:in"));
        assertEquals(
                List.of("inbox", "kernel", "notify", "other"),
                offers(Shell.BASH, MAILBOXES, "send", "--as", "A", "port", ":"));
    }

    /** Creates the tasks A and B. A has two ports, and a port set. */
    private void createPorts() {
        run("task", "create", "A");
        run("task", "create", "B");
        run("port", "allocate", "--as", "A", "inbox");
        run("port", "allocate", "--as", "A", "other");
        run("portset", "create", "--as", "A", "set");
    }

    private void run(String... arguments) {
        String home = directory.resolve("objects").toString();
        CommandResult result = LaunchedCommand.of(MAILBOXES, arguments).with("IPC_DIR", home).run();
        assertEquals("", result.errors());
        assertEquals(0, result.code());
    }

    @ParameterizedTest
    @EnumSource
    void offersExistingDaemons(Shell shell) {
        for (String verb : List.of("status", "stop", "restart", "log", "wait", "rm")) {
            assertEquals(List.of("web"), offers(shell, MAILBOXES, "daemon", verb, ""), verb);
        }
        assertEquals(List.of("web"), offers(shell, SEGMENTS, "daemon", "stop", "web", "w"));
    }

    @ParameterizedTest
    @EnumSource
    void offersDirectoriesOnly(Shell shell) {
        assertEquals(
                List.of("directory"),
                withoutSlashes(offers(shell, MAILBOXES, "create", "--durable", "")));
        assertEquals(
                List.of("directory"),
                withoutSlashes(offers(shell, BUFFERS, "create", "--dir", "")));
    }

    @ParameterizedTest
    @EnumSource
    void offersWhatFollowsASegment(Shell shell) {
        assertEquals(List.of("a-file"), offers(shell, SEGMENTS, "write", "jobs", "a"));
        assertEquals(List.of("a-file"), offers(shell, SEGMENTS, "read", "jobs", "a"));
        assertEquals(List.of("a-file"), offers(shell, SEGMENTS, "read", "posix:/scores", "a"));
        assertEquals(List.of(), offers(shell, SEGMENTS, "read", "jobs", "a-file", "a"));
        assertTrue(offers(shell, SEGMENTS, "chmod", "").contains("0660"));
        assertTrue(offers(shell, SEGMENTS, "create", "--size", "").contains("1M"));
        assertTrue(offers(shell, SEGMENTS, "lock", "jobs", "--", "basena").contains("basename"));
        assertEquals(
                List.of("a-file"), offers(shell, SEGMENTS, "attach", "jobs", "--", "cat", "a-f"));
    }

    @Test
    void countsANameWithAColonAsOneOperandInBash() {
        assertEquals(
                List.of("a-file"),
                offers(Shell.BASH, SEGMENTS, "read", "posix", ":", "/scores", "a"));
        assertEquals(
                List.of(),
                offers(Shell.BASH, SEGMENTS, "chmod", "0600", "posix", ":", "/scores", ""));
    }

    /** The completion of {@code ipckit} uses the completions of the programs. */
    @ParameterizedTest
    @EnumSource
    void completesEveryProgramOfTheKit(Shell shell) {
        List<String> programs = List.of("chain", "fan", "mq", "prodcons", "shm");
        List<String> first = new ArrayList<>(programs);
        first.add("help");
        assertEquals(sorted(first), offers(shell, KIT, ""));
        assertEquals(programs, offers(shell, KIT, "help", ""));
        assertEquals(sorted(List.of("-V", "--version", "-h", "--help")), offers(shell, KIT, "-"));
        for (ImageProgram program : ImageProgram.values()) {
            assertEquals(
                    offers(shell, program.command(), ""),
                    offers(shell, KIT, program.command(), ""));
        }
        assertEquals(List.of("recv"), offers(shell, KIT, "mq", "re"));
        assertEquals(List.of("recv"), offers(shell, KIT, "help", "mq", "re"));
        assertEquals(List.of(), offers(shell, KIT, "help", "mq", "recv", ""));
        assertEquals(List.of("get", "jobs"), offers(shell, KIT, "mq", "recv", ""));
        assertEquals(List.of("add"), offers(shell, KIT, "shm", "cell", "ad"));
        assertEquals(
                List.of("a-file"), offers(shell, KIT, "prodcons", "get", "jobs", "--", "cat", "a"));
        assertEquals(List.of(), offers(shell, KIT, "no-such-program", ""));
    }

    private static String[] line(ImageProgram program, String verb, String... words) {
        List<String> line = new ArrayList<>();
        line.add(program.command());
        line.addAll(Help.words(verb));
        line.addAll(List.of(words));
        return line.toArray(String[]::new);
    }

    private List<String> offers(Shell shell, String... words) {
        assumeTrue(shell.isInstalled(), "not installed");
        return shells.computeIfAbsent(List.of(shell, words[0]), _ -> start(shell, words[0]))
                .offers(words);
    }

    private CompletingShell start(Shell shell, String program) {
        try {
            return new CompletingShell(shell, program, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the slash with which bash and fish mark a directory. */
    private static List<String> withoutSlashes(List<String> words) {
        return words.stream().map(word -> word.replaceAll("/$", "")).toList();
    }

    private static List<String> sorted(List<String> words) {
        Set<String> sorted = new TreeSet<>(words);
        return List.copyOf(sorted);
    }
}
