package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What somebody has who was given a message, and with which it can be acknowledged or given back:
 * by whom it was given out in the meantime shows in the last number.
 *
 * @param slot where the message lies
 * @param number the message's number
 * @param times how often it had been given out then
 */
public record Receipt(int slot, long number, int times) {
    private static final int PARTS = 3;

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
                        Integer.parseInt(parts[0]),
                        Long.parseLong(parts[1]),
                        Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IpcException(Category.USAGE, "no receipt: '" + text + "'");
    }

    /** As people copy it: {@code 3.17.1}. */
    @Override
    public String toString() {
        return slot + "." + number + "." + times;
    }
}
