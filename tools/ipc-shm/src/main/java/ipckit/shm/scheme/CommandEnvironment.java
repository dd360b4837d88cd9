package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.memory.AddressSpace;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a command learns of the segment that it has: by variables of its environment. */
final class CommandEnvironment {
    static final String PATH = "IPC_SHM_PATH";
    static final String DESCRIPTOR = "IPC_SHM_FD";
    static final String SIZE = "IPC_SHM_SIZE";
    static final String ADDRESS = "IPC_SHM_AT";

    private CommandEnvironment() {}

    /**
     * Hands a segment that is a file to a command which this process is to become.
     *
     * @throws IpcException ABSENT, DENIED; UNUSABLE if no process can have it there
     */
    static UserCommand handTo(UserCommand command, Path bytes, Segment.Access access, long at)
            throws IOException {
        long size = Files.size(bytes);
        if (at != Segment.ANYWHERE) {
            AddressSpace.check(at, size);
            command.with(ADDRESS, "0x" + Long.toHexString(at));
        }
        int descriptor = command.inheriting(bytes, access == Segment.Access.WRITE);
        return command.with(PATH, bytes)
                .with(SIZE, Long.toString(size))
                .with(DESCRIPTOR, Integer.toString(descriptor));
    }
}
