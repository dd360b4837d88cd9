package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tests {@link UserIdentity} in child processes, because a process that has become another user
 * cannot become root again.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UserIdentityIT {
    private static final long USER = 61_190;

    @Test
    void everyThreadBecomesTheUser() throws IOException {
        String ids = "\t" + USER + "\t" + USER + "\t" + USER + "\t" + USER;
        assertEquals(Set.of("Uid:" + ids), linesOfAllThreads("Uid:"));
    }

    @Test
    void everyThreadHasOnlyTheGroupOfTheUser() throws IOException {
        String ids = "\t" + USER + "\t" + USER + "\t" + USER + "\t" + USER;
        assertEquals(Set.of("Gid:" + ids, "Groups:\t"), linesOfAllThreads("G"));
    }

    @Test
    void everyThreadLosesItsCapabilities() throws IOException {
        assertEquals(Set.of("CapEff:\t0000000000000000"), linesOfAllThreads("CapEff:"));
    }

    @Test
    void cannotBecomeAnotherUserAfterwards() throws IOException {
        try (Changed changed = new Changed()) {
            changed.end();
            assertEquals("DENIED", changed.line());
        }
    }

    /** A process that has become another user can still load classes and start threads. */
    @Test
    void theProgramWorksOn() throws IOException {
        try (Changed changed = new Changed()) {
            changed.end();
            String _ = changed.line();
            assertEquals("loaded by a thread of user " + USER, changed.line());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 0xffff_ffffL, 1L << 32})
    void refusesANumberThatIsNoUser(long uid) {
        IpcException refused = assertThrows(IpcException.class, () -> UserIdentity.become(uid));
        assertEquals(Category.USAGE, refused.category());
    }

    @Test
    void childrenInheritThatTheyGetNoMoreRights() throws Exception {
        String[] line = new String[1];
        Thread thread =
                new Thread(
                        () -> {
                            UserIdentity.forbidMoreRights();
                            line[0] = noNewPrivileges();
                        });
        thread.start();
        thread.join();
        assertEquals("NoNewPrivs:\t1\n", line[0]);
    }

    private static String noNewPrivileges() {
        ChildProcess child =
                ProcessLaunch.ofScript("grep NoNewPrivs /proc/self/status", List.of())
                        .pipingStdout()
                        .start();
        try {
            return new String(child.stdout().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        } finally {
            child.closePipes();
            ExitResult _ = child.await();
        }
    }

    /**
     * Makes a process become another user. Returns those lines of the files {@code
     * /proc/PID/task/TID/status} of all its threads that begin with {@code prefix}.
     */
    private static Set<String> linesOfAllThreads(String prefix) throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Changed changed = new Changed();
                Stream<Path> threads = Files.list(changed.directory().resolve("task"))) {
            for (Path thread : threads.toList()) {
                Files.readAllLines(thread.resolve("status")).stream()
                        .filter(line -> line.startsWith(prefix))
                        .map(line -> line.equals("Groups:\t ") ? "Groups:\t" : line)
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    /** A process that has become the user {@link #USER}, and waits. */
    private static final class Changed implements AutoCloseable {
        private final ChildProcess process;
        private final BufferedReader output;

        Changed() throws IOException {
            assumeTrue(
                    Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                    "only root can become another user");
            assumeTrue(isReadableByAll(), "other users cannot read the classes");
            process =
                    new ProcessLaunch(ThisProgram.ofClassPath(Changing.class))
                            .pipingStdin()
                            .pipingStdout()
                            .start();
            output = new BufferedReader(new InputStreamReader(process.stdout()));
            assertEquals("changed", line());
        }

        /**
         * Returns whether every user may enter the directory {@code target} and all its parent
         * directories. The classes of the tests are in {@code target}.
         */
        private static boolean isReadableByAll() throws IOException {
            for (Path path = Path.of("target").toAbsolutePath(); path != null; ) {
                if (!Files.getPosixFilePermissions(path).contains(OTHERS_EXECUTE)) {
                    return false;
                }
                path = path.getParent();
            }
            return true;
        }

        String line() throws IOException {
            return output.readLine();
        }

        Path directory() {
            return Path.of("/proc", Long.toString(process.pid()));
        }

        void end() throws IOException {
            process.stdin().close();
        }

        @Override
        public void close() {
            process.closePipes();
            ExitResult _ = process.await();
        }
    }

    /** A program that becomes another user, and then waits until its standard input ends. */
    static final class Changing {
        private Changing() {}

        public static void main(String[] args) throws Exception {
            Thread idle = new Thread(Changing::sleep);
            idle.setDaemon(true);
            idle.start();
            UserIdentity.become(USER);
            System.out.println("changed");
            int _ = System.in.read();
            try {
                UserIdentity.become(USER + 1);
                System.out.println("changed again");
            } catch (IpcException e) {
                System.out.println(e.category());
            }
            Thread loading = new Thread(Late::print);
            loading.start();
            loading.join();
        }

        private static void sleep() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // No thread interrupts this one.
            }
        }
    }

    /** A class that {@link Changing} loads after it has become another user. */
    static final class Late {
        private Late() {}

        static void print() {
            try {
                Object uid = Files.getAttribute(Path.of("/proc/thread-self"), "unix:uid");
                System.out.println("loaded by a thread of user " + uid);
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }
}
