package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What a mailbox is made with.
 *
 * @param capacity how many messages it holds, claimed ones included; from 1
 * @param maxSize how many bytes a message may have
 * @param fixed whether every message has just so many
 */
public record BoxSpec(int capacity, int maxSize, boolean fixed) {
    /** The most messages of a bounded mailbox. */
    public static final int MOST_MESSAGES = 1 << 20;

    /** The most bytes of a message. */
    public static final int MOST_BYTES = 1 << 30;

    /** Room in a cell beside the body: sender, headers, where to reply to. */
    static final int META_BYTES = 1024;

    private static final int ALIGNMENT = 64;

    /**
     * @throws IpcException USAGE
     */
    public BoxSpec {
        if (capacity < 1 || capacity > MOST_MESSAGES) {
            throw new IpcException(Category.USAGE, "a mailbox holds 1 to " + MOST_MESSAGES);
        }
        if (maxSize < 0 || maxSize > MOST_BYTES) {
            throw new IpcException(Category.USAGE, "a message has 0 to " + MOST_BYTES + " bytes");
        }
    }

    /** Bytes of a cell. */
    long cell() {
        return (long) META_BYTES + maxSize + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Bytes of the file. */
    long fileSize() {
        return BoxLayout.LINES_AT + capacity * (LineLayout.SIZE + cell());
    }

    /** Where a slot's cell begins: first the room for what is beside the body, then the body. */
    long cellAt(int slot) {
        return BoxLayout.LINES_AT + capacity * LineLayout.SIZE + slot * cell();
    }
}
