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
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts real child processes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessLaunchIT {
    /** Notes the inherited descriptors, as each program does before it opens a file. */
    @BeforeAll
    static void noteInherited() {
        InheritableDescriptors.noteInherited();
    }

    private static final byte[] NO_UTF8 = {(byte) 0xff, 'a', (byte) 0xc3};

    @TempDir private Path directory;

    private static ProcessLaunch script(String text, byte[]... arguments) {
        return ProcessLaunch.ofScript(text, List.of(arguments));
    }

    /** Returns the output of a process that exits with 0. */
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
        child.stdin().write("text\n".getBytes(StandardCharsets.US_ASCII));
        child.stdin().flush();
        assertEquals("text\n", new String(child.stdout().readNBytes(5), StandardCharsets.US_ASCII));
        assertEquals(0, child.stdout().available());
        assertTrue(child.isAlive());
        child.stdin().close();
        assertEquals(
                "error\n", new String(child.stderr().readAllBytes(), StandardCharsets.US_ASCII));
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
        byte[] name = script.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(script + " x", line(new ProcessLaunch(List.of(name, new byte[] {'x'}))));
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
     * Returns the category with which a start fails, and checks that {@link UserCommand#check}
     * fails with the same category.
     */
    private static Category failure(String word) {
        ProcessLaunch launch = new ProcessLaunch(List.of(word.getBytes(StandardCharsets.UTF_8)));
        Category category = assertThrows(IpcException.class, launch::start).category();
        assertEquals(
                category,
                assertThrows(IpcException.class, () -> UserCommand.check(word)).category());
        return category;
    }

    @Test
    void startsInADirectory() throws IOException {
        byte[] there = directory.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(directory.toRealPath().toString(), line(script("pwd -P").in(there)));
    }

    @Test
    void aRelativeProgramIsSearchedForInItsDirectory() throws IOException {
        Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\necho here\n");
        assertTrue(program.toFile().setExecutable(true));
        byte[] there = directory.toString().getBytes(StandardCharsets.UTF_8);
        byte[] name = "./program".getBytes(StandardCharsets.UTF_8);
        assertEquals("here", line(new ProcessLaunch(List.of(name)).in(there)));
    }

    @Test
    void canHaveAProcessGroupOfItsOwn() throws IOException {
        String group = "read -r _ _ _ _ group _ </proc/$$/stat; echo $(($$ - group))";
        assertEquals("0", line(script(group).ownGroup()));
        assertNotEquals("0", line(script(group)));
    }
}
