package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.memory.AddressSpace;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The environment variables by which a command of {@code attach} finds its segment. */
final class SegmentEnvironment {
    private static final String PATH = "IPC_SHM_PATH";
    private static final String DESCRIPTOR = "IPC_SHM_FD";
    private static final String SIZE = "IPC_SHM_SIZE";
    private static final String ADDRESS = "IPC_SHM_AT";
    private static final String ID = "IPC_SHM_ID";

    private SegmentEnvironment() {}

    /**
     * Gives a command, which is to replace this process, a segment that is a file: its path, its
     * size, and an open descriptor.
     *
     * @throws IpcException ABSENT, DENIED; UNUSABLE if no process can map the segment at {@code at}
     */
    static UserCommand ofFile(UserCommand command, Path bytes, Segment.Access access, long at)
            throws IOException {
        long size = Files.size(bytes);
        if (at != Segment.ANY_ADDRESS) {
            AddressSpace.check(at, size);
        }
        int descriptor = command.inheriting(bytes, access == Segment.Access.WRITE);
        return withAddress(command, at)
                .with(PATH, bytes)
                .with(SIZE, Long.toString(size))
                .with(DESCRIPTOR, Integer.toString(descriptor));
    }

    /** Gives a command the id and the size of a System V segment. */
    static UserCommand ofSystemV(UserCommand command, SegmentStatus status, long at) {
        return withAddress(command, at)
                .with(ID, Long.toString(status.id()))
                .with(SIZE, Long.toString(status.size()));
    }

    private static UserCommand withAddress(UserCommand command, long at) {
        return at == Segment.ANY_ADDRESS
                ? command
                : command.with(ADDRESS, "0x" + Long.toHexString(at));
    }
}
