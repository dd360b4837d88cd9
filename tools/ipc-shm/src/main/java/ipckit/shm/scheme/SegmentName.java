package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.PosixName;
import ipckit.common.naming.SystemVName;

import java.util.List;

/**
 * The name of a segment as a user types it, such as {@code scores}, {@code posix:/scores} or {@code
 * sysv:0x1234}.
 */
public sealed interface SegmentName {
    /** The name of a local segment. */
    record Local(ObjectName name) implements SegmentName {
        @Override
        public String toString() {
            return name.text();
        }
    }

    /** The name of a POSIX shared-memory object, as in {@code shm_open(3)}. */
    record Posix(PosixName name) implements SegmentName {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /** The name of a System V segment, as in {@code shmget(2)}. */
    record SystemV(SystemVName name) implements SegmentName {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /**
     * Parses the name of a segment.
     *
     * @throws IpcException USAGE if the name is illegal
     */
    static SegmentName parse(String argument) {
        if (PosixName.isMeantBy(argument)) {
            return new Posix(PosixName.parse(argument));
        }
        if (SystemVName.isMeantBy(argument)) {
            return new SystemV(SystemVName.parse(argument));
        }
        return new Local(
                ObjectName.parse(
                        argument,
                        List.of("local", "shm"),
                        "ipc-shm knows local, posix and sysv segments"));
    }
}
