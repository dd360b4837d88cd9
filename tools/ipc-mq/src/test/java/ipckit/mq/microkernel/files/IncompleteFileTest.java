package ipckit.mq.microkernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Tests the requests with which a client writes a file, and the removal of an incomplete file. */
final class IncompleteFileTest {
    private final List<String> requests = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private Category failure;

    private final IncompleteFile file =
            new IncompleteFile(new FileClient(this::serve), ".new", removed::add);

    private byte[] serve(ServiceMessage request) {
        requests.add(String.join(" ", request.words()));
        if (failure != null) {
            throw new IpcException(failure, "no such file: .new");
        }
        return new byte[0];
    }

    @Test
    void aCompleteFileIsNotRemoved() {
        file.append(new byte[3], 3);
        file.append(new byte[3], 2);
        file.complete("a");
        file.removeAfterSignal();
        file.close();
        assertEquals(List.of("write .new 0", "write .new 3", "rename .new a"), requests);
        assertEquals(List.of(), removed);
    }

    @Test
    void closingRemovesAnIncompleteFile() {
        file.append(new byte[3], 3);
        file.close();
        assertEquals(List.of("write .new 0", "rm .new"), requests);
    }

    @Test
    void aSignalRemovesAnIncompleteFile() {
        file.append(new byte[3], 3);
        file.removeAfterSignal();
        assertEquals(List.of(".new"), removed);
    }

    @Test
    void aSignalBeforeTheFirstWriteSendsNoRequest() {
        file.removeAfterSignal();
        file.close();
        assertEquals(List.of(), removed);
        assertEquals(List.of(), requests);
    }

    @Test
    void aFailedWriteMayHaveCreatedTheFile() {
        failure = Category.TIMED_OUT;
        assertThrows(IpcException.class, () -> file.append(new byte[3], 3));
        file.close();
        assertEquals(List.of("write .new 0", "rm .new"), requests);
    }

    @Test
    void aRemovalByTheFileServerIsExplained() {
        file.append(new byte[3], 3);
        failure = Category.ABSENT;
        for (Runnable request :
                List.<Runnable>of(() -> file.append(new byte[3], 3), () -> file.complete("a"))) {
            IpcException expired = assertThrows(IpcException.class, request::run);
            assertEquals(Category.ABSENT, expired.category());
            assertTrue(expired.getMessage().startsWith("the incomplete file was removed"));
        }
    }
}
