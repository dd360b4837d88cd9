package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.PosixName;

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

    /** The key of a System V segment. */
    record SystemVKey(int key) implements SegmentName {
        @Override
        public String toString() {
            return "sysv:0x" + Integer.toHexString(key);
        }
    }

    /** The id of a System V segment. */
    record SystemVId(int id) implements SegmentName {
        @Override
        public String toString() {
            return "sysv:" + id;
        }
    }

    /**
     * The name {@code sysv:private}. With this name, the verb {@code create} creates a System V
     * segment without a key.
     */
    record SystemVPrivate() implements SegmentName {
        @Override
        public String toString() {
            return "sysv:private";
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
        if (argument.startsWith("sysv:")) {
            return systemV(argument.substring("sysv:".length()), argument);
        }
        return new Local(
                ObjectName.parse(
                        argument,
                        List.of("local", "shm"),
                        "ipc-shm knows local, posix and sysv segments"));
    }

    private static SegmentName systemV(String text, String argument) {
        try {
            if (text.equals("private")) {
                return new SystemVPrivate();
            }
            if (text.startsWith("0x") && text.length() > 2 && text.charAt(2) != '-') {
                int key = Integer.parseUnsignedInt(text.substring(2), 16);
                // The key 0 is IPC_PRIVATE, by which no existing segment can be found.
                if (key != 0) {
                    return new SystemVKey(key);
                }
            } else if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
                return new SystemVId(Integer.parseInt(text));
            }
        } catch (NumberFormatException e) {
            // The text contains no legal number. The throw statement below reports this error.
        }
        throw illegal(argument, "a key is hexadecimal, sysv:0x1234, and an id decimal, sysv:7");
    }

    private static IpcException illegal(String argument, String rule) {
        return new IpcException(Category.USAGE, "illegal name '" + argument + "': " + rule);
    }
}
