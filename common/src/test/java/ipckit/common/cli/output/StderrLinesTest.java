package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

@Timeout(600)
class StderrLinesTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StderrLines messages = new StderrLines(bytes);

    @Test
    void aLineIsPrintedAboveTheLiveLine() {
        messages.line("one");
        messages.live("50%");
        messages.line("two\u0007");
        messages.live("");
        messages.live("");
        messages.line("three");
        assertEquals(
                "one\n" + ERASE + "50%" + ERASE + "two\\x07\n50%" + ERASE + "three\n", written());
    }

    @Test
    void outputErasesTheLiveLineAndIsNotOverwritten() throws IOException {
        TerminalOutput out = new TerminalOutput(Channels.newChannel(bytes), messages);
        messages.live("50%");
        out.write(StandardCharsets.UTF_8.encode("a\n"));
        messages.live("60%");
        out.write(StandardCharsets.UTF_8.encode("incompl"));
        messages.live("70%");
        out.write(StandardCharsets.UTF_8.encode("ete\n"));
        messages.live("80%");
        out.write(StandardCharsets.UTF_8.encode("b"));
        messages.line("told");
        messages.live("90%");
        messages.live("");
        assertEquals(
                ERASE
                        + "50%"
                        + ERASE
                        + "a\n"
                        + ERASE
                        + "60%"
                        + ERASE
                        + "incomplete\n"
                        + ERASE
                        + "80%"
                        + ERASE
                        + "btold\n"
                        + ERASE
                        + "90%"
                        + ERASE,
                written());
    }

    @Test
    void theLiveLineReturnsAfterOutputThatEndsAnIncompleteLine() throws IOException {
        messages.copy(StandardCharsets.UTF_8.encode("incompl"));
        messages.live("70%");
        messages.said("ete\n".getBytes(StandardCharsets.UTF_8));
        messages.live("80%");
        assertEquals("incomplete\n" + ERASE + "80%", written());
    }

    @Test
    void progressIsDrawnAndErased() throws InterruptedException {
        CountDownLatch drawn = new CountDownLatch(2);
        Progress progress = Progress.start(messages, () -> drawn(drawn));
        drawn.await();
        progress.close();
        progress.close();
        String written = written();
        assertTrue(written.startsWith(ERASE + "moving" + ERASE + "moving"), written);
        assertTrue(written.endsWith("moving" + ERASE), written);
    }

    @Test
    void progressClosedAtOnceDrawsNothing() {
        Progress.start(messages, () -> "never").close();
        assertEquals("", written());
    }

    @Test
    void withoutATerminalProgressDrawsNothing() {
        Console console = Console.of(InputStream.nullInputStream(), bytes, bytes);
        assertSame(Progress.NONE, console.progress(() -> "never"));
        console.progress(() -> "never").close();
        assertEquals("", written());
    }

    private static String drawn(CountDownLatch latch) {
        latch.countDown();
        return "moving";
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
