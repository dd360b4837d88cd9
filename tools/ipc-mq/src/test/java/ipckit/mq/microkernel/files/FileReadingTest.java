package ipckit.mq.microkernel.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.files.store.FileStore;
import ipckit.mq.microkernel.files.store.MemoryDisk;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Tests that a file is read as a whole although another client replaces it. */
final class FileReadingTest {
    private static final int BLOCK = FileStore.MOST_BYTES;
    private static final int LARGE = 5 << 20;

    private final FileStore store = FileStore.mount(new MemoryDisk(4096), () -> 1);
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int reads;
    private int replaceAtRead = -1;
    private boolean isReplacedAgain;

    private byte[] serve(ServiceMessage request) {
        String name = request.arguments().getFirst();
        if (request.operation().equals("stat")) {
            return (store.status(name).size() + " " + store.status(name).id()).getBytes();
        }
        if (reads++ == replaceAtRead || isReplacedAgain) {
            replace(name, (int) store.status(name).size(), 2);
        }
        return store.read(
                name,
                request.number(2, "offset"),
                (int) request.number(3, "length"),
                request.number(4, "identity"));
    }

    private void replace(String name, int size, int fill) {
        byte[] content = bytes(size, fill);
        for (int at = 0; at < size; at += BLOCK) {
            store.write(".new", at, Arrays.copyOfRange(content, at, Math.min(size, at + BLOCK)));
        }
        store.rename(".new", name);
    }

    private static byte[] bytes(int size, int fill) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    private void read() {
        new FileReading(
                        new FileClient(this::serve),
                        part -> output.write(part.array(), part.position(), part.remaining()))
                .copy("a");
    }

    @Test
    void aLargeFileIsReadCompletely() {
        replace("a", LARGE + 1, 1);
        read();
        assertArrayEquals(bytes(LARGE + 1, 1), output.toByteArray());
    }

    @Test
    void anEmptyFileHasNoOutput() {
        store.write("a", 0, new byte[0]);
        read();
        assertEquals(0, output.size());
    }

    @Test
    void aFileThatIsReplacedDuringTheReadingIsOutputAsOneVersion() {
        replace("a", 3 * BLOCK, 1);
        replaceAtRead = 1;
        read();
        assertArrayEquals(bytes(3 * BLOCK, 2), output.toByteArray());
    }

    @Test
    void aLargeFileThatIsReplacedAfterTheFirstOutputFails() {
        replace("a", LARGE, 1);
        replaceAtRead = LARGE / BLOCK - 1;
        IpcException failure = assertThrows(IpcException.class, this::read);
        assertEquals(Category.WOULD_BLOCK, failure.category());
    }

    @Test
    void aFileThatIsReplacedAllTheTimeFails() {
        replace("a", BLOCK, 1);
        isReplacedAgain = true;
        IpcException failure = assertThrows(IpcException.class, this::read);
        assertEquals(Category.WOULD_BLOCK, failure.category());
        assertEquals(0, output.size());
    }
}
