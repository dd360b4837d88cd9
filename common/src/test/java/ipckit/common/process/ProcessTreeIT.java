package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Tests {@link ProcessTree} with real processes. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessTreeIT {
    private static final Duration KILL_AFTER = Duration.ofMillis(300);

    /**
     * Waits until two processes have begun. Each of them writes an empty line to the pipe when it
     * begins.
     */
    private static void awaitTwo(Pipe begun) throws IOException {
        begun.closeIn();
        ByteBuffer two = ByteBuffer.allocate(2);
        while (two.hasRemaining()) {
            begun.out().read(two);
        }
    }

    @Test
    void endsAnOrphanThatIgnoresTerm() throws IOException {
        String script = "sh -c 'trap \"\" TERM; echo; while :; do sleep 1; done' & echo; exit";
        try (ProcessTree tree = new ProcessTree(KILL_AFTER);
                Pipe begun = Pipe.make()) {
            ProcessLaunch stubborn = tree.script(script, List.of());
            ChildProcess child = stubborn.with("PART", "one").writing(begun).start();
            awaitTwo(begun);
            assertEquals(0, child.await().status());
            assertTrue(tree.members().stream().allMatch(m -> m.variable("PART").equals("one")));
            tree.end(member -> member.variable("PART").equals("two"));
            assertFalse(tree.members().isEmpty());
            tree.end();
            assertEquals(List.of(), tree.members());
        }
    }

    @Test
    void findsAChildThatRemovesTheTag() throws IOException {
        String script = "trap '' TERM; (echo; exec sleep 600) & echo; wait";
        List<String> words = List.of("env", "-i", "sh", "-c", script);
        try (ProcessTree tree = new ProcessTree(KILL_AFTER);
                Pipe begun = Pipe.make()) {
            ProcessLaunch untagged = tree.launch(OwnCommandLine.bytesOf(words));
            ChildProcess child = untagged.with("PART", "one").writing(begun).start();
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
