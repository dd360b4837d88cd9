package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What somebody has who was given a message, and with which it can be acknowledged or given back:
 * by whom it was given out in the meantime shows in the last number.
 *
 * @param slot where the message lies
 * @param number the message's number
 * @param times how often it had been given out then
 * @param box which mailbox it is of
 */
public record Receipt(int slot, long number, int times, int box) {
    private static final int PARTS = 4;

    /**
     * From its text.
     *
     * @throws IpcException USAGE
     */
    public static Receipt parse(String text) {
        String[] parts = text.split("\\.", -1);
        try {
            if (parts.length == PARTS) {
                return new Receipt(
                        Integer.parseUnsignedInt(parts[0]),
                        Long.parseUnsignedLong(parts[1]),
                        Integer.parseUnsignedInt(parts[2]),
                        Integer.parseUnsignedInt(parts[3], Character.MAX_RADIX));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IpcException(Category.USAGE, "no receipt: '" + text + "'");
    }

    /** As people copy it: {@code 3.17.1.k2f9q}. */
    @Override
    public String toString() {
        return slot
                + "."
                + number
                + "."
                + times
                + "."
                + Integer.toUnsignedString(box, Character.MAX_RADIX);
    }
}
