package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;

final class PipeTest {
    private static final int NO_WAIT = 0;
    private static final int LONG_WAIT = 300_000;

    @Test
    void aWaitReturnsThePipeWithBytesOrAtItsEnd() throws IOException {
        try (Pipe first = Pipe.make();
                Pipe second = Pipe.make()) {
            assertNull(Pipe.awaitReadable(first, second, NO_WAIT));
            second.in().write(ByteBuffer.wrap(new byte[] {1}));
            assertSame(second, Pipe.awaitReadable(first, second, LONG_WAIT));
            assertSame(second, Pipe.awaitReadable(second, second, LONG_WAIT));
            first.closeIn();
            assertSame(first, Pipe.awaitReadable(first, second, LONG_WAIT));
            assertSame(second, Pipe.awaitReadable(second, first, LONG_WAIT));
        }
    }

    @Test
    void aPipeWhoseReadingEndCannotBeOpenedAgainIsClosed() {
        Pipe pipe = Pipe.make();
        pipe.close();
        assertFalse(pipe.closeInAndReopenOut());
        assertEquals(0, pipe.unread());
    }
}
