package ipckit.mq.microkernel.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.files.store.MemoryDisk;
import ipckit.mq.microkernel.server.ServiceDialogue;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests the requests to the file server. The test acts as the disk service, with a disk in memory.
 */
final class FileServiceTest {
    private static final byte[] TEXT = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);

    private MemoryDisk disk = new MemoryDisk(4096);
    private ServiceDialogue dialogue;

    @BeforeEach
    void start() throws IOException {
        dialogue = new ServiceDialogue(FileService::new, this::drive);
    }

    @AfterEach
    void stop() throws IOException {
        dialogue.close();
    }

    /** Stops the service, and starts it again on a copy of its disk. */
    private void startAgain() throws IOException {
        dialogue.close();
        disk = disk.copy();
        start();
    }

    private ServiceMessage drive(ServiceMessage call) {
        ServiceMessage request = ServiceMessage.parse(call.body());
        byte[] none = {};
        byte[] result =
                switch (request.operation()) {
                    case "size" -> bytes(Long.toString(disk.blocks()));
                    case "blank" -> bytes(disk.isBlank() ? "1" : "0");
                    case "read" -> disk.read(request.number(1, "block"));
                    case "write" -> {
                        disk.write(request.number(1, "block"), request.body());
                        yield none;
                    }
                    default -> throw new IllegalArgumentException(request.operation());
                };
        return new ServiceMessage(List.of("result"), result);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] ask(String... words) {
        return dialogue.ask(ServiceMessage.of(words));
    }

    private String text(String... words) {
        return new String(ask(words), StandardCharsets.UTF_8);
    }

    private void write(String name, byte[] content) {
        byte[] _ = dialogue.ask(new ServiceMessage(List.of("write", name, "0"), content));
    }

    private Category failure(String... words) {
        return assertThrows(IpcException.class, () -> ask(words)).category();
    }

    @Test
    void aFileIsReadAsItWasWritten() {
        write("a", TEXT);
        assertArrayEquals(TEXT, ask("read", "a", "0", "4096"));
        assertEquals("two", text("read", "a", "4", "3"));
        assertEquals("", text("read", "a", "8", "4096"));
    }

    @Test
    void statReturnsTheSizeAndAnIdentityForRead() {
        write("a", TEXT);
        String[] status = text("stat", "a").split(" ");
        assertEquals(TEXT.length, Integer.parseInt(status[0]));
        assertEquals("one", text("read", "a", "0", "3", status[1]));
        assertEquals(Category.WOULD_BLOCK, failure("read", "a", "0", "3", status[1] + "9"));
    }

    @Test
    void requestsForAnAbsentFileFail() {
        assertEquals(Category.ABSENT, failure("read", "a", "0", "1"));
        assertEquals(Category.ABSENT, failure("stat", "a"));
        assertEquals(Category.ABSENT, failure("write", "a", "1"));
        assertEquals(Category.ABSENT, failure("rename", "a", "b"));
    }

    @Test
    void removingAnAbsentFileSucceeds() {
        assertEquals("", text("rm", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "read a",
                "read a 0",
                "read a 0 4097",
                "read a x 1",
                "read a/b 0 1",
                "read .. 0 1",
                "write a",
                "rename a",
                "rm -a",
                "stat",
                "ls ?",
                "link a b"
            })
    void aWrongRequestIsUnusable(String request) {
        assertEquals(Category.UNUSABLE, failure(request.split(" ")));
    }

    @Test
    void aBodyOfMoreThanOneBlockIsUnusable() {
        IpcException refused = assertThrows(IpcException.class, () -> write("a", new byte[4097]));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    @Test
    void theListHasPages() {
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 300; i++) {
            String name = "a-file-with-a-name-that-is-not-short-at-all-" + i;
            write(name, TEXT);
            expected.add("8 " + name);
        }
        write(".hidden", TEXT);
        List<String> found = new ArrayList<>();
        List<String> page = text("ls").lines().toList();
        int pages = 0;
        while (!page.isEmpty()) {
            found.addAll(page);
            pages++;
            page = text("ls", page.getLast().split(" ")[1]).lines().toList();
        }
        assertEquals(expected, found);
        assertEquals(2, pages);
    }

    @Test
    void aRequestThatADeathInterruptedCanBeRepeated() throws IOException {
        for (int writes = 0; writes <= 1; writes++) {
            write("new", new byte[100]);
            write("old", TEXT);
            disk.dieAfter(writes);
            assertThrows(MemoryDisk.Death.class, () -> ask("rename", "old", "new"));
            startAgain();
            assertEquals("", text("rename", "old", "new"));
            assertEquals("8 new\n", text("ls"));
        }
    }

    @Test
    void theServerFindsTheStateAfterAFailedWriteOfAnInode() {
        write("a", TEXT);
        disk.failAfter(1, true);
        assertThrows(IpcException.class, () -> write("a", new byte[100]));
        assertEquals("100 a\n", text("ls"));
    }
}
