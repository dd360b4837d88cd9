package ipckit.mq.microkernel.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.testkit.Scratch;
import ipckit.mq.microkernel.server.ServiceDialogue;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tests the requests to the service that reads and writes the blocks of the disk. */
final class DiskServiceTest {
    private static final int BLOCK = DeviceFile.BLOCK_SIZE;

    private final Scratch scratch = new Scratch();
    private DiskService driver;
    private ServiceDialogue dialogue;

    @BeforeEach
    void start() throws IOException {
        driver = DiskService.openOrCreate(scratch.file("device"), 20 * BLOCK);
        dialogue = new ServiceDialogue(_ -> driver, UnaryOperator.identity());
    }

    @AfterEach
    void stop() throws IOException {
        dialogue.close();
        driver.close();
        scratch.close();
    }

    private static byte[] newlines() {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) '\n');
        return block;
    }

    private String text(String request) {
        return new String(dialogue.ask(ServiceMessage.of(request)), StandardCharsets.UTF_8);
    }

    @Test
    void sizeReturnsTheNumberOfBlocks() {
        assertEquals("20", text("size"));
    }

    @Test
    void readReturnsTheBytesThatWereWritten() {
        byte[] reply = dialogue.ask(new ServiceMessage(List.of("write", "3"), newlines()));
        assertEquals(0, reply.length);
        assertArrayEquals(newlines(), dialogue.ask(ServiceMessage.of("read", "3")));
    }

    @Test
    void blankTellsWhetherTheDeviceHasContent() {
        assertEquals("1", text("blank"));
        byte[] _ = dialogue.ask(new ServiceMessage(List.of("write", "19"), newlines()));
        assertEquals("0", text("blank"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "read 20",
                "read -1",
                "read x",
                "read 99999999999999999999",
                "write 0",
                "grow"
            })
    void aWrongRequestIsUnusable(String request) {
        IpcException refused =
                assertThrows(
                        IpcException.class,
                        () -> dialogue.ask(ServiceMessage.of(request.split(" "))));
        assertEquals(Category.UNUSABLE, refused.category());
    }
}
