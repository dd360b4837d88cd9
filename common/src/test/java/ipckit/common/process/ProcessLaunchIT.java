package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.InheritableDescriptors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tests {@link ProcessLaunch} with real child processes. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessLaunchIT {
    /**
     * Records which descriptors this process has inherited. This record must be made before a test
     * opens a file, because later the test's own descriptors cannot be distinguished from inherited
     * ones.
     */
    @BeforeAll
    static void noteInherited() {
        InheritableDescriptors.noteInherited();
    }

    private static final byte[] NO_UTF8 = {(byte) 0xff, 'a', (byte) 0xc3};

    @TempDir private Path directory;

    private static ProcessLaunch script(String text, byte[]... arguments) {
        return ProcessLaunch.ofScript(text, List.of(arguments));
    }

    /** Starts a process, checks that it exits with 0, and returns its output. */
    private static byte[] output(ProcessLaunch launch) throws IOException {
        try (Pipe pipe = Pipe.make()) {
            ChildProcess child = launch.writing(pipe).start();
            pipe.closeIn();
            byte[] bytes = Channels.newInputStream(pipe.out()).readAllBytes();
            assertEquals(0, child.await().status());
            return bytes;
        }
    }

    private static String line(ProcessLaunch launch) throws IOException {
        return new String(output(launch), StandardCharsets.US_ASCII).strip();
    }

    @Test
    void passesWordsAsBytes() throws IOException {
        assertArrayEquals(NO_UTF8, output(script("printf %s \"$1\"", NO_UTF8)));
    }

    @Test
    void passesVariablesAsBytes() throws IOException {
        assertArrayEquals(NO_UTF8, output(script("printf %s \"$NAME\"").with("NAME", NO_UTF8)));
    }

    @Test
    void passesTheEnvironmentOfThisProcess() throws IOException {
        assertEquals(System.getenv("PATH"), line(script("echo $PATH")));
    }

    @Test
    void removesAVariable() throws IOException {
        assertEquals("unset", line(script("echo ${HOME-unset}").without("HOME")));
    }

    @Test
    void theStatusTellsASignalFromAnExit() {
        assertEquals(7, script("exit 7").start().await().status());
        ExitResult killed = script("kill -KILL $$").start().await();
        assertEquals(9, killed.signal());
        assertEquals(128 + 9, killed.status());
        assertTrue(script("kill -PIPE $$").start().await().endedBySigpipe());
    }

    @Test
    void aChildHasNoFileThatJavaOpened() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        try (FileInputStream ours = new FileInputStream(file.toFile())) {
            String files = line(script("readlink /proc/$$/fd/*; :"));
            assertEquals(-1, files.indexOf(file.toString()), files);
            assertEquals('x', ours.read());
        }
    }

    @Test
    void aPipeEndsWhenAllWritersHaveClosedIt() throws IOException {
        try (Pipe in = Pipe.make()) {
            ChildProcess child = script("cat >/dev/null").reading(in).start();
            in.closeOut();
            in.in().write(ByteBuffer.wrap(NO_UTF8));
            in.closeIn();
            assertEquals(0, child.await().status());
        }
    }

    @Test
    void pipesConnectAChildWithThisProcess() throws IOException {
        ChildProcess child =
                script("read line; echo \"$line\"; echo error >&2; read -r line; exit 3")
                        .pipingStdin()
                        .pipingStdout()
                        .pipingStderr()
                        .start();
        child.stdin().write(utf8("text\n"));
        child.stdin().flush();
        assertArrayEquals(utf8("text\n"), child.stdout().readNBytes(5));
        assertEquals(0, child.stdout().available());
        assertTrue(child.isAlive());
        child.stdin().close();
        assertArrayEquals(utf8("error\n"), child.stderr().readAllBytes());
        assertEquals(3, child.await().status());
        assertFalse(child.isAlive());
        child.closePipes();
    }

    @Test
    void aWaitForTheEndHasATimeLimit() {
        ChildProcess child = script("exec sleep 600").start();
        assertFalse(child.awaitEnd(20));
        assertTrue(child.signal("KILL"));
        assertTrue(child.awaitEnd(60_000));
        assertEquals(128 + 9, child.await().status());
        assertFalse(child.signal("KILL"), "a signal reached a process that was reaped");
    }

    @Test
    void aScriptWithoutAFirstLineIsRunByTheShell() throws IOException {
        Path script = Files.writeString(directory.resolve("script"), "echo \"$0 $1\"");
        assertTrue(script.toFile().setExecutable(true));
        List<byte[]> words = List.of(utf8(script.toString()), utf8("x"));
        assertEquals(script + " x", line(new ProcessLaunch(words)));
    }

    @Test
    void anAbsentProgramIsNotFound() {
        assertEquals(Category.NOT_FOUND, failure("no-such-command-anywhere"));
        assertEquals(Category.NOT_FOUND, failure(directory.resolve("no").toString()));
        assertEquals(Category.NOT_FOUND, failure(""));
    }

    @Test
    void aFileThatIsNoProgramCannotBeRun() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        assertEquals(Category.CANNOT_RUN, failure(plain.toString()));
        assertEquals(Category.CANNOT_RUN, failure(directory.toString()));
    }

    /**
     * Checks that a program cannot be started, and returns the category of the failure. {@link
     * ProcessLaunch}, {@link UserCommand#start} and {@link UserCommand#check} must all fail with
     * this category.
     */
    private static Category failure(String word) {
        Category category = failure(new ProcessLaunch(List.of(utf8(word)))::start);
        assertEquals(category, failure(new UserCommand(List.of(word))::start));
        assertEquals(category, failure(() -> UserCommand.check(word)));
        return category;
    }

    private static Category failure(Executable failing) {
        return assertThrows(IpcException.class, failing).category();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void startsInADirectory() throws IOException {
        byte[] there = utf8(directory.toString());
        assertEquals(directory.toRealPath().toString(), line(script("pwd -P").in(there)));
    }

    @Test
    void aRelativeProgramIsSearchedForInItsDirectory() throws IOException {
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\necho here\n");
        assertTrue(program.toFile().setExecutable(true));
        byte[] there = utf8(directory.toString());
        ProcessLaunch launch = new ProcessLaunch(List.of(utf8("./program")));
        assertEquals("here", line(launch.in(there)));
    }

    @Test
    void canHaveAProcessGroupOfItsOwn() throws IOException {
        String group = "read -r _ _ _ _ group _ </proc/$$/stat; echo $(($$ - group))";
        assertEquals("0", line(script(group).ownGroup()));
        assertNotEquals("0", line(script(group)));
    }

    @Test
    void replacesTheEnvironment() throws IOException {
        List<byte[]> variables = List.of(utf8("A=1"), utf8("B=2"), utf8("C%%=\n"));
        ProcessLaunch launch = new ProcessLaunch(List.of(utf8("/usr/bin/env"), utf8("-0")));
        String all = new String(output(launch.environment(variables).with("B", "3")));
        assertEquals(List.of("A=1", "C%%=\n", "B=3"), List.of(all.split("\0")));
    }

    /**
     * A child gets the right descriptors even if their numbers overlap. In the child, the first
     * pipe has the number that the second pipe has in this process, and the second pipe has the
     * number of the first. The file for standard input is opened by the path {@code
     * /proc/self/fd/N}. The child also gets a pipe with this number N, but only after the file was
     * opened.
     */
    @Test
    void givesAChildDescriptorsInAnyOrder() throws IOException {
        try (Pipe first = Pipe.make();
                Pipe second = Pipe.make();
                CommandInput input = new CommandInput()) {
            first.in().write(ByteBuffer.wrap(utf8("first\n")));
            second.in().write(ByteBuffer.wrap(utf8("second\n")));
            input.channel().write(ByteBuffer.wrap(utf8("input\n")));
            int one = first.ends.out().descriptor();
            int two = second.ends.out().descriptor();
            int third = Integer.parseInt(input.file().getName());
            String read = "read -r a <&%d; read -r b <&%d; read -r c; read -r d <&%d;";
            String text = read.formatted(one, two, third) + " echo $a $b $c $d";
            second.in().write(ByteBuffer.wrap(utf8("again\n")));
            ProcessLaunch launch =
                    new ProcessLaunch(List.of(utf8("bash"), utf8("-c"), utf8(text)))
                            .reading(one, second)
                            .reading(two, first)
                            .reading(third, second)
                            .reading(input)
                            .isolated();
            assertEquals("second first input again", line(launch));
        }
    }

    @Test
    void aShellPausesWithoutAnotherProcess() {
        try (PauseSource pause = PauseSource.ofMillis(20)) {
            // Without the time limit, read would never end, because no process can send to the
            // socket.
            ProcessLaunch shell = script("read -r line <&8; [ $? = 1 ] && read -r line <&8");
            assertEquals(1, shell.reading(8, pause).start().await().status());
        }
    }
}
