package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tests {@link ThisProgram} in separate JVMs, with and without a launcher. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ThisProgramIT {
    @Test
    void isCalledByThePathOfItsLauncher() throws IOException {
        String path = "/a  link\nto \u00ff, which is not UTF-8/ipc-mq";
        assertEquals(List.of(path), wordsWith("-Dipckit.launcher=" + path));
    }

    @Test
    void isCalledByItsJavaCommandWithoutALauncher() throws IOException {
        List<String> words = wordsWith("-Dsome=option");
        assertTrue(words.getFirst().endsWith("/bin/java"), words.toString());
        assertTrue(words.contains("-Dsome=option"), words.toString());
        assertEquals(Teller.class.getName(), words.getLast());
    }

    /**
     * A program can start itself again by its launcher after its Java runtime was deleted, for
     * example by an upgrade.
     */
    @Test
    void startsItselfByItsLauncherAfterItsRuntimeWasDeleted(@TempDir Path directory)
            throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
        Files.copy(home.resolve("bin/java"), java, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(directory.resolve("lib"), home.resolve("lib"));
        Files.createSymbolicLink(directory.resolve("conf"), home.resolve("conf"));
        Path launcher = Files.writeString(directory.resolve("launcher"), "printf \"<%s>\" \"$@\"");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        List<byte[]> words = ThisProgram.ofClassPath(SelfStarter.class);
        words.set(0, OwnCommandLine.bytesOf(java.toString()));
        words.add(1, OwnCommandLine.bytesOf("-Dipckit.launcher=" + launcher));
        words.add(OwnCommandLine.bytesOf(java.toString()));
        assertEquals("<one><two words>", new String(outputOf(words), StandardCharsets.UTF_8));
    }

    @Test
    void startsItselfInAnotherSessionWithFewVariables() throws IOException {
        ChildProcess child =
                ThisProgram.startDetached(EnvironmentTeller.class, List.of(), Set.of("PATH"));
        String told = new String(child.stdout().readAllBytes(), StandardCharsets.UTF_8);
        child.closePipes();
        assertEquals(0, child.await().status());
        assertEquals("session " + child.pid() + "\nIPC_TREE\nPATH\n", told);
    }

    /** Prints the session of this process, and the sorted names of its environment variables. */
    static final class EnvironmentTeller {
        private EnvironmentTeller() {}

        public static void main(String[] args) throws IOException {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
            System.out.println("session " + session);
            System.getenv().keySet().stream().sorted().forEach(System.out::println);
        }
    }

    /**
     * Deletes the executable file of this process, starts this program again in a new process, and
     * prints the output of the new process.
     */
    static final class SelfStarter {
        private SelfStarter() {}

        public static void main(String[] args) throws IOException {
            Files.delete(Path.of(args[0]));
            ChildProcess child =
                    ThisProgram.start(SelfStarter.class, List.of("one", "two words"), Map.of());
            System.out.write(child.stdout().readAllBytes());
            System.out.flush();
            child.closePipes();
            Shutdown.exit(child.await().status());
        }
    }

    /**
     * Runs {@link Teller} with a JVM option, and returns the words by which {@code Teller} was
     * called. In the option and in the result, each character stands for a byte.
     */
    private static List<String> wordsWith(String option) throws IOException {
        List<byte[]> words = ThisProgram.ofClassPath(Teller.class);
        words.add(1, option.getBytes(StandardCharsets.ISO_8859_1));
        words.addAll(OwnCommandLine.bytesOf(List.of("-Dipckit.launcher=an argument", "send")));
        return List.of(new String(outputOf(words), StandardCharsets.ISO_8859_1).split("\0"));
    }

    /** Runs a command line, which must succeed, and returns its standard output. */
    private static byte[] outputOf(List<byte[]> words) throws IOException {
        ChildProcess child = new ProcessLaunch(words).pipingStdout().start();
        byte[] output = child.stdout().readAllBytes();
        child.closePipes();
        assertEquals(0, child.await().status());
        return output;
    }

    /** Prints the words by which this program was called. A NUL follows each word. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] args) throws IOException {
            for (byte[] word : ThisProgram.asCalled()) {
                System.out.write(word);
                System.out.write(0);
            }
            System.out.flush();
        }
    }
}
