package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.memory.AddressSpace;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Adds environment variables to the command that {@code attach} starts. The variables describe the
 * attached segment, for example its size and its path or id, so that the command can find the
 * segment.
 */
final class SegmentEnvironment {
    private SegmentEnvironment() {}

    /**
     * Opens the segment's file, and returns the user's command with the variables that describe the
     * segment: the path of the file, its size in bytes, and the number of the file's descriptor,
     * which the command inherits. A further variable contains the address {@code at}, unless {@code
     * at} is {@link Segment#ANY_ADDRESS}. This process never closes the descriptor. Therefore the
     * caller must replace this process by the command.
     *
     * @throws IpcException ABSENT or DENIED if the file cannot be opened; UNUSABLE if no process
     *     can map the segment at the address {@code at}
     * @throws IOException if the size of the file cannot be read, for example because the file does
     *     not exist
     */
    static ProcessLaunch ofFile(UserCommand command, Path bytes, Segment.Access access, long at)
            throws IOException {
        long size = Files.size(bytes);
        if (at != Segment.ANY_ADDRESS) {
            AddressSpace.check(at, size);
        }
        int descriptor = command.inheriting(bytes, access == Segment.Access.WRITE);
        return withAddress(command, at)
                .with("IPC_SHM_PATH", bytes)
                .with("IPC_SHM_SIZE", Long.toString(size))
                .with("IPC_SHM_FD", Integer.toString(descriptor));
    }

    /**
     * Returns the user's command with the variables that describe a System V segment: the id of the
     * segment and its size in bytes. A further variable contains the address {@code at}, unless
     * {@code at} is {@link Segment#ANY_ADDRESS}.
     */
    static ProcessLaunch ofSystemV(UserCommand command, SegmentStatus status, long at) {
        return withAddress(command, at)
                .with("IPC_SHM_ID", Long.toString(status.id()))
                .with("IPC_SHM_SIZE", Long.toString(status.size()));
    }

    private static ProcessLaunch withAddress(UserCommand command, long at) {
        return at == Segment.ANY_ADDRESS
                ? command
                : command.with("IPC_SHM_AT", "0x" + Long.toHexString(at));
    }
}
