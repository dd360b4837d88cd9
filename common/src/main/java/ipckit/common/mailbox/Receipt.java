package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Identifies one delivery of a message. In a delivery, a receiver claims the message. If it claims
 * the message with a lease, each process that has the receipt can acknowledge the message or give
 * it back. A later delivery of the same message has another receipt.
 *
 * @param entry the number of the entry that contains the message
 * @param number the number of the message
 * @param times the number of deliveries of the message, including this delivery
 * @param box the random number that identifies the mailbox
 */
public record Receipt(int entry, long number, int times, int box) {
    private static final int PARTS = 4;

    /**
     * Parses the text that {@link #toString} returns.
     *
     * @throws IpcException USAGE if the text is not a receipt
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
            // A part of the text is not a number. The last statement of this method throws the
            // exception.
        }
        throw new IpcException(Category.USAGE, "not a receipt: '" + text + "'");
    }

    /** Returns a text that {@link #parse} accepts, for example {@code 3.17.1.k2f9q}. */
    @Override
    public String toString() {
        return entry
                + "."
                + number
                + "."
                + times
                + "."
                + Integer.toUnsignedString(box, Character.MAX_RADIX);
    }
}
