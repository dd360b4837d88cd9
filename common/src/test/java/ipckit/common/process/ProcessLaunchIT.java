package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

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
import java.time.Duration;
import java.util.List;

/** Processes that we start, by real ones. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessLaunchIT {
    private static final byte[] NO_TEXT = {(byte) 0xff, 'a', (byte) 0xc3};

    @TempDir private Path directory;

    private static ProcessLaunch script(String text, byte[]... arguments) {
        return ProcessLaunch.ofScript(text, List.of(arguments));
    }

    /** What it prints; it must end well. */
    private static byte[] printed(ProcessLaunch launch) throws IOException {
        try (Pipe pipe = Pipe.make()) {
            ChildProcess child = launch.writing(pipe).start();
            pipe.closeIn();
            byte[] bytes = Channels.newInputStream(pipe.out()).readAllBytes();
            assertEquals(0, child.await().status());
            return bytes;
        }
    }

    private static String line(ProcessLaunch launch) throws IOException {
        return new String(printed(launch), StandardCharsets.US_ASCII).strip();
    }

    @Test
    void wordsAndVariablesAreBytes() throws IOException {
        assertArrayEquals(NO_TEXT, printed(script("printf %s \"$1\"", NO_TEXT)));
        assertArrayEquals(
                NO_TEXT, printed(script("printf %s \"$NO_TEXT\"").with("NO_TEXT", NO_TEXT)));
        assertEquals(System.getenv("PATH"), line(script("echo $PATH")));
    }

    @Test
    void theStatusTellsASignalFromAnExit() {
        assertEquals(7, script("exit 7").start().await().status());
        ExitResult killed = script("kill -KILL $$").start().await();
        assertEquals(9, killed.signal());
        assertEquals(128 + 9, killed.status());
        assertTrue(script("kill -PIPE $$").start().await().wasUnread());
    }

    @Test
    void itHasNoFilesThatItIsNotGiven() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        try (FileInputStream ours = new FileInputStream(file.toFile())) {
            String leads = line(script("readlink /proc/$$/fd/*; :"));
            assertEquals(-1, leads.indexOf(file.toString()), leads);
            assertEquals('x', ours.read());
        }
    }

    @Test
    void aPipeEndsWhenAllWritersHaveClosedIt() throws IOException {
        try (Pipe in = Pipe.make()) {
            ChildProcess child = script("cat >/dev/null").reading(in).start();
            in.closeOut();
            in.in().write(ByteBuffer.wrap(NO_TEXT));
            in.closeIn();
            assertEquals(0, child.await().status());
        }
    }

    @Test
    void aScriptWithoutAFirstLineIsRunAsAShellDoes() throws IOException {
        Path script = Files.writeString(directory.resolve("script"), "echo \"$0 $1\"");
        assertTrue(script.toFile().setExecutable(true));
        byte[] name = script.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(script + " x", line(new ProcessLaunch(List.of(name, new byte[] {'x'}))));
    }

    @Test
    void whatCannotRunIsSaidAsAShellSaysIt() throws IOException {
        assertEquals(Category.NOT_FOUND, categoryOf("no-such-command-anywhere"));
        Path plain = Files.createFile(directory.resolve("plain"));
        assertEquals(Category.CANNOT_RUN, categoryOf(plain.toString()));
    }

    private static Category categoryOf(String word) {
        ProcessLaunch launch = new ProcessLaunch(List.of(word.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                assertThrows(IpcException.class, () -> UserCommand.check(word)).category(),
                assertThrows(IpcException.class, launch::start).category());
        return assertThrows(
                        IpcException.class,
                        () ->
                                new ProcessLaunch(List.of(word.getBytes(StandardCharsets.UTF_8)))
                                        .start())
                .category();
    }

    @Test
    void whereAndInWhichGroupItBegins() throws IOException {
        byte[] there = directory.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(directory.toRealPath().toString(), line(script("pwd -P").in(there)));
        String group = "read -r _ _ _ _ group _ </proc/$$/stat; echo $(($$ - group))";
        assertEquals("0", line(script(group).ownGroup()));
        assertNotEquals("0", line(script(group)));
    }

    /** Until two processes have each written an empty line. */
    private static void awaitTwo(Pipe begun) throws IOException {
        begun.closeIn();
        ByteBuffer two = ByteBuffer.allocate(2);
        while (two.hasRemaining()) {
            begun.out().read(two);
        }
    }

    @Test
    void aTreeIsFoundByItsMarkAndEndedWhoeverIgnoresIt() throws IOException {
        try (ProcessTree tree = new ProcessTree(Duration.ofMillis(300));
                Pipe begun = Pipe.make()) {
            ProcessLaunch stubborn =
                    tree.script(
                            "sh -c 'trap \"\" TERM; echo; while :; do sleep 1; done' & echo; exit",
                            List.of());
            ChildProcess child = stubborn.with("PART", "one").writing(begun).start();
            awaitTwo(begun);
            assertEquals(0, child.await().status());
            assertTrue(tree.members().stream().allMatch(m -> m.variable("PART").equals("one")));
            tree.end(member -> member.variable("PART").equals("two"));
            assertTrue(tree.members().size() >= 1);
            tree.end();
            assertEquals(List.of(), tree.members());
        }
    }

    @Test
    void whoThrowsTheMarkAwayIsFoundAsAChild() throws IOException {
        String script = "trap '' TERM; (echo; exec sleep 600) & echo; wait";
        List<String> words = List.of("env", "-i", "sh", "-c", script);
        try (ProcessTree tree = new ProcessTree(Duration.ofMillis(300));
                Pipe begun = Pipe.make()) {
            ProcessLaunch stray = tree.launch(OwnCommandLine.bytesOf(words));
            ChildProcess child = stray.with("PART", "one").writing(begun).start();
            awaitTwo(begun);
            assertEquals(2, tree.members().size());
            tree.end(member -> member.variable("PART").equals("two"));
            assertEquals(2, tree.members().size());
            tree.end(member -> member.variable("PART").equals("one"));
            assertEquals(List.of(), tree.members());
            assertEquals(128 + 9, child.await().status());
        }
    }
}
