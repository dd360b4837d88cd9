package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests the launchers, which are the scripts that start the programs of an image (the directory
 * that users install). Any POSIX shell can run a launcher. The user may call a launcher by a
 * relative path, through a symbolic link, or by its name in {@code PATH}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LauncherIT {
    @TempDir private Path directory;

    /**
     * Deletes the symbolic links before JUnit deletes the directory. JUnit prints a warning for
     * each link that leads out of the directory.
     */
    @AfterEach
    void deleteLinks() throws IOException {
        Trees.delete(directory);
    }

    @ParameterizedTest
    @EnumSource
    void tellsItsVersion(ImageProgram program) {
        String version = outputOf(program, "--version");
        assertTrue(version.startsWith(program.command() + " "), version);
    }

    @ParameterizedTest
    @EnumSource
    void helpsOnStandardOutput(ImageProgram program) {
        String help = outputOf(program, "--help");
        assertTrue(help.contains(program.command()), help);
    }

    /** Returns the output of a program, which must succeed and print no errors. */
    private static String outputOf(ImageProgram program, String option) {
        CommandResult result = LaunchedCommand.of(program.command(), option).run().expect(0);
        assertEquals("", result.errors());
        return result.output();
    }

    @ParameterizedTest
    @EnumSource
    void complainsOfUsageOnStandardError(ImageProgram program) {
        CommandResult result =
                LaunchedCommand.of(program.command(), "--no-such-option").run().expect(2);
        assertEquals("", result.output());
        assertFalse(result.errors().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void runsInTheTrainedImage(ImageProgram program) {
        needsRuntime();
        LaunchedCommand.of(program.command(), "--version")
                .with("IPCKIT_JAVA_OPTS", "-XX:AOTMode=on")
                .run()
                .expect(0);
    }

    /**
     * Tests that the image contains the {@linkplain LambdaForms lambda forms} of atomic access and
     * of native calls. Lambda forms are small methods by which the JVM calls method handles. If the
     * image lacks a lambda form, the JVM generates it at run time.
     */
    @Test
    void generatesNoLambdaFormAtRunTime() {
        needsRuntime();
        CommandResult result =
                LaunchedCommand.of("ipc-fan", "-n", "1")
                        .with("IPCKIT_JAVA_OPTS", LambdaForms.TRACE)
                        .run()
                        .expect(0);
        assertTrue(result.output().contains("(success)"), result.output());
        assertFalse(result.output().contains("(fail)"), result.output());
    }

    /**
     * Tests that short commands find all their classes in the {@linkplain AotCache AOT cache}, and
     * that the JVM generates no code for them at run time. Missing classes or generated code would
     * make each command start several milliseconds later.
     *
     * <p>Only the first half second of the log is examined. Later, a second thread, which prepares
     * the program for a long run, may load further classes. A command runs longer than half a
     * second only on a busy machine.
     */
    @Test
    void findsTheClassesOfShortCommandsInTheCache() {
        needsRuntime();
        assertFindsClassesInCache(0, "ipc-prodcons", "create", "buffer");
        assertFindsClassesInCache(0, "ipc-prodcons", "put", "buffer", "/dev/null");
        assertFindsClassesInCache(75, "ipc-prodcons", "get", "buffer", "--no-wait");
        assertFindsClassesInCache(0, "ipc-mq", "create", "mailbox");
        assertFindsClassesInCache(0, "ipc-mq", "send", "mailbox", "message");
        assertFindsClassesInCache(0, "ipc-mq", "recv", "mailbox");
        assertFindsClassesInCache(
                0, "ipc-mq", "send", "mailbox", "message", "--timeout", "1s", "--priority=3");
        assertFindsClassesInCache(0, "ipc-mq", "peek", "mailbox", "--json");
        assertFindsClassesInCache(0, "ipc-mq", "recv", "mailbox", "--no-wait", "--lease", "1m");
        assertFindsClassesInCache(0, "ipc-mq", "recv", "mailbox", "--drain");
        assertFindsClassesInCache(0, "ipc-mq", "task", "create", "A");
        assertFindsClassesInCache(0, "ipc-mq", "port", "allocate", "--as", "A", "inbox");
        assertFindsClassesInCache(0, "ipc-shm", "create", "segment", "--size", "4K");
        assertFindsClassesInCache(0, "ipc-shm", "stat", "segment");
        assertFindsClassesInCache(0, "ipc-shm", "rm", "segment");
        assertFindsClassesInCache(4, "ipc-fan", "daemon", "status", "absent");
    }

    private void assertFindsClassesInCache(int code, String program, String... arguments) {
        CommandResult result =
                LaunchedCommand.of(program, arguments)
                        .with("IPC_DIR", directory.toString())
                        .with("IPCKIT_JAVA_OPTS", "-Xlog:class+load:stderr")
                        .run()
                        .expect(code);
        List<String> notInCache =
                result.errors()
                        .lines()
                        .filter(line -> line.contains("ipckit") || line.contains("Lambda"))
                        .filter(line -> !line.endsWith("source: shared objects file"))
                        .filter(line -> line.startsWith("[0.") && line.charAt(3) < '5')
                        .toList();
        assertEquals(List.of(), notInCache, program + " " + String.join(" ", arguments));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresVariablesForOtherJvms(ImageProgram program) {
        CommandResult result =
                withVariablesForJvms(LaunchedCommand.of(program.command(), "--version"))
                        .run()
                        .expect(0);
        assertEquals("", result.errors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ipc-fan run -n 1 --", "ipc-chain run -n 1 --", "ipc-shm lock segment --"})
    void passesVariablesForOtherJvmsOn(String command) {
        LaunchedCommand.of("ipc-shm", "create", "segment", "--size", "4K")
                .with("IPC_DIR", directory.toString())
                .run()
                .expect(0);
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("sh", "-c", "env | grep 'JA.*_OPTIONS=' | sort"));
        String program = words.removeFirst();
        CommandResult result =
                withVariablesForJvms(LaunchedCommand.of(program, words.toArray(String[]::new)))
                        .with("IPC_DIR", directory.toString())
                        .run()
                        .expect(0);
        assertEquals(
                "JAVA_TOOL_OPTIONS=-no such\nJDK_JAVA_OPTIONS=-no such\n_JAVA_OPTIONS=-no such\n",
                result.output());
        assertEquals("", result.errors());
    }

    @Test
    void ignoresVariablesForOtherJvmsInItsOwnWorkers() {
        String[] words = {"run", "--items=2", "--speed=1000/s", "--quiet"};
        CommandResult result =
                withVariablesForJvms(LaunchedCommand.of("ipc-prodcons", words))
                        .with("IPC_DIR", directory.toString())
                        .run()
                        .expect(0);
        assertFalse(result.errors().contains("Picked up"), result.errors());
    }

    /**
     * Sets each environment variable for JVM options to an option that no JVM knows. A JVM that
     * obeys such a variable does not start.
     */
    private static LaunchedCommand withVariablesForJvms(LaunchedCommand command) {
        return command.with("JAVA_TOOL_OPTIONS", "-no such")
                .with("JDK_JAVA_OPTIONS", "-no such")
                .with("_JAVA_OPTIONS", "-no such");
    }

    @Test
    void needsNoEnvironment() {
        started(LaunchedCommand.of("ipc-prodcons", "--version").withoutEnvironment());
    }

    @Test
    void isFoundInThePath() {
        started(foundIn(LaunchedCommand.BIN, "ipc-prodcons --version"));
    }

    @Test
    void isFoundInARelativePath() {
        started(
                foundIn(LaunchedCommand.BIN.getFileName(), "ipc-prodcons --version")
                        .in(LaunchedCommand.BIN.getParent()));
    }

    /**
     * Returns a command line that runs a shell script with {@code directory} first in {@code PATH}.
     */
    private static LaunchedCommand foundIn(Path directory, String script) {
        return LaunchedCommand.at("/bin/sh", "-c", script)
                .with("PATH", directory + ":/usr/bin:/bin");
    }

    @Test
    void isAnArgumentOfAShell() {
        needsRuntime();
        Path bin = LaunchedCommand.BIN;
        started(LaunchedCommand.at("/bin/sh", "ipc-prodcons", "--version").in(bin));
        started(
                LaunchedCommand.at("/bin/sh", bin.getFileName() + "/ipc-prodcons", "--version")
                        .in(bin.getParent()));
    }

    @Test
    void followsChainsOfSymbolicLinks() throws IOException {
        Path far = Files.createDirectories(directory.resolve("far/away"));
        Files.createSymbolicLink(
                far.resolve("absolute"), LaunchedCommand.BIN.resolve("ipc-prodcons"));
        Files.createSymbolicLink(far.resolve("beside"), Path.of("absolute"));
        Path relative =
                Files.createSymbolicLink(directory.resolve("relative"), Path.of("far/away/beside"));

        started(LaunchedCommand.at(relative.toString(), "--version"));
        started(LaunchedCommand.at("./relative", "--version").in(directory));
        if (LaunchedCommand.isImage()) {
            started(LaunchedCommand.at("/bin/sh", "relative", "--version").in(directory));
        }
        started(foundIn(directory, "relative --version"));
    }

    @Test
    void mayLieInAPathWithSpaces() throws IOException {
        Path spaced = Files.createDirectories(directory.resolve("a  path\twith $HOME 'quotes'"));
        Path bin = Files.createSymbolicLink(spaced.resolve("ipckit bin"), LaunchedCommand.BIN);
        Path link =
                Files.createSymbolicLink(
                        spaced.resolve("my buffer"), Path.of("ipckit bin/ipc-prodcons"));

        started(LaunchedCommand.at(bin.resolve("ipc-prodcons").toString(), "--version"));
        started(LaunchedCommand.at(link.toString(), "--version"));
    }

    /**
     * A launcher passes its own absolute path to its program. If the user has called the launcher
     * through symbolic links, the path contains these links. Therefore the program can start itself
     * again by this path after an upgrade has changed the links.
     */
    @Test
    void tellsTheProgramTheAbsolutePathOfTheCall() throws IOException {
        needsRuntime();
        Files.createSymbolicLink(directory.resolve("a  link"), LaunchedCommand.BIN);
        Files.createSymbolicLink(directory.resolve("mq"), Path.of("a  link/ipc-mq"));
        Path link = directory.resolve("a  link/ipc-mq");
        assertTellsPath(link, LaunchedCommand.at(link.toString()));
        assertTellsPath(link, LaunchedCommand.at("a  link/ipc-mq"));
        assertTellsPath(directory.resolve("mq"), LaunchedCommand.at("./mq"));
        assertTellsPath(link, foundIn(Path.of("a  link"), "ipc-mq"));
        assertTellsPath(link, LaunchedCommand.at("a  link/ipckit", "mq"));
    }

    private void assertTellsPath(Path path, LaunchedCommand command) {
        String told =
                command.in(directory)
                        .with("IPCKIT_JAVA_OPTS", "-XshowSettings:properties")
                        .run()
                        .expect(2)
                        .errors();
        assertTrue(told.contains("ipckit.launcher = " + path + "\n"), told);
    }

    @Test
    void becomesTheProgramItself() {
        needsRuntime();
        String script = "echo $$; exec ipc-prodcons --version";
        CommandResult result =
                foundIn(LaunchedCommand.BIN, script)
                        .with("IPCKIT_JAVA_OPTS", "-Xlog:os+thread=info:stderr:pid")
                        .run()
                        .expect(0);
        String pid = result.output().lines().findFirst().orElseThrow();
        assertTrue(result.errors().contains("[" + pid + "]"), result.errors());
    }

    private static void needsRuntime() {
        assumeTrue(LaunchedCommand.isImage(), "a native binary has no Java runtime");
    }

    private static void started(LaunchedCommand command) {
        assertTrue(command.run().expect(0).output().startsWith("ipc-prodcons "));
    }
}
