package ipckit.chain.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.os.PipeEnd;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.Pipe;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(600)
final class FirstStageInputTest {
    private final PipeEnd.Ends stdin = PipeEnd.makePipe();
    private final Pipe toStage = Pipe.make();
    private final AtomicInteger ends = new AtomicInteger();
    private final FirstStageInput input =
            new FirstStageInput(
                    new StoppableInput(stdin.out(), stdin.out().descriptor()),
                    toStage,
                    ends::incrementAndGet);

    @AfterEach
    void close() {
        toStage.close();
        stdin.in().close();
        stdin.out().close();
    }

    private void write(String text) throws IOException {
        stdin.in().write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private Thread begin() {
        return Thread.ofPlatform().daemon().start(input);
    }

    /** Returns the bytes that the first stage reads until the end of file. */
    private String stageInput() throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(100);
        while (toStage.out().read(buffer) >= 0) {
            text.append(ISO_8859_1.decode(buffer.flip()));
            buffer.clear();
        }
        return text.toString();
    }

    private void awaitTaken() {
        while (stdin.out().unread() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void allBytesArePassedOn() throws Exception {
        Thread copying = begin();
        write("a\nb");
        stdin.in().close();
        assertEquals("a\nb", stageInput());
        copying.join();
        input.drain();
        assertEquals(0, ends.get());
        assertNull(input.failure());
    }

    @Test
    void aDrainEndsTheInputAfterTheLineThatWasTaken() throws Exception {
        write("a\nb");
        Thread copying = begin();
        awaitTaken();
        input.drain();
        write("b\nc\n");
        assertEquals("a\nbb\n", stageInput());
        copying.join();
        assertEquals("c\n".length(), stdin.out().unread());
        assertEquals(0, ends.get());
    }

    @Test
    void aDrainEndsAStageThatHasGotNoInput() throws Exception {
        Thread copying = begin();
        input.drain();
        assertEquals("", stageInput());
        copying.join();
        assertEquals(1, ends.get());
    }

    @Test
    void aDrainEndsAStageWhoseInputWasEmpty() throws Exception {
        stdin.in().close();
        begin().join();
        assertEquals(0, ends.get());
        input.drain();
        assertEquals(1, ends.get());
    }

    @Test
    void aStageThatClosesItsInputEndsTheCopying() throws Exception {
        toStage.closeOut();
        write("a\n");
        begin().join();
        assertNull(input.failure());
    }

    @Test
    void aFailedReadIsReported() throws Exception {
        stdin.in().close();
        ReadableByteChannel broken =
                new ReadableByteChannel() {
                    @Override
                    public int read(ByteBuffer target) throws IOException {
                        throw new IOException("broken");
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };
        FirstStageInput failing =
                new FirstStageInput(
                        new StoppableInput(broken, stdin.out().descriptor()), toStage, () -> {});
        failing.run();
        assertEquals("", stageInput());
        assertEquals("cannot read the input: broken", failing.failure().getMessage());
    }
}
