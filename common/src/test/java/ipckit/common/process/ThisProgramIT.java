package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tests {@link ThisProgram} in JVMs of their own, with and without a launcher. */
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
     * Returns the words by which a program says that the user called it. Each character of an
     * option and of the result stands for a byte.
     */
    private static List<String> wordsWith(String option) throws IOException {
        List<byte[]> words = ThisProgram.ofClassPath(Teller.class);
        words.add(1, option.getBytes(StandardCharsets.ISO_8859_1));
        words.addAll(OwnCommandLine.bytesOf(List.of("-Dipckit.launcher=an argument", "send")));
        ChildProcess child = new ProcessLaunch(words).pipingStdout().start();
        byte[] told = child.stdout().readAllBytes();
        child.closePipes();
        assertEquals(0, child.await().status());
        return List.of(new String(told, StandardCharsets.ISO_8859_1).split("\0"));
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
