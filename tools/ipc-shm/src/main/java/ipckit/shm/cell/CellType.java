package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * The type of a cell's value. Code passes values of every type as a {@code long}: 32-bit values are
 * sign-extended, and an unsigned value is represented by its bits.
 */
enum CellType {
    /** Signed, 32 bits: C's {@code int32_t}. */
    I32(4, true),
    /** Unsigned, 32 bits: {@code uint32_t}. */
    U32(4, false),
    /** Signed, 64 bits: {@code int64_t}. */
    I64(8, true),
    /** Unsigned, 64 bits: {@code uint64_t}. */
    U64(8, false);

    private final int bytes;
    private final boolean signed;

    CellType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    /** The size in bytes. */
    int bytes() {
        return bytes;
    }

    /**
     * Parses a decimal number.
     *
     * @throws IpcException USAGE if the text is not a number of this type
     */
    long parse(String text) {
        try {
            return switch (this) {
                case I32 -> Integer.parseInt(checkedDigits(text));
                case U32 -> Integer.parseUnsignedInt(checkedDigits(text));
                case I64 -> Long.parseLong(checkedDigits(text));
                case U64 -> Long.parseUnsignedLong(checkedDigits(text));
            };
        } catch (NumberFormatException e) {
            throw new IpcException(
                    Category.USAGE,
                    "'"
                            + text
                            + "' is not a number of type "
                            + name().toLowerCase(java.util.Locale.ROOT),
                    e);
        }
    }

    /**
     * Parses a number that is to be added. It may be negative for an unsigned type as well.
     *
     * @throws IpcException as {@link #parse}
     */
    long parseDifference(String text) {
        if (signed || !text.startsWith("-")) {
            return parse(text);
        }
        return -parse(text.substring(1));
    }

    /** Rejects a plus sign and digits of other scripts, which Java's own methods accept. */
    private static String checkedDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                throw new NumberFormatException(text);
            }
        }
        return text;
    }

    /** Returns the value in decimal digits. */
    String format(long value) {
        return switch (this) {
            case I32 -> Integer.toString((int) value);
            case U32 -> Integer.toUnsignedString((int) value);
            case I64 -> Long.toString(value);
            case U64 -> Long.toUnsignedString(value);
        };
    }

    /** Compares two values of this type, as {@link java.util.Comparator} does. */
    int compare(long one, long other) {
        return switch (this) {
            case I32 -> Integer.compare((int) one, (int) other);
            case U32 -> Integer.compareUnsigned((int) one, (int) other);
            case I64 -> Long.compare(one, other);
            case U64 -> Long.compareUnsigned(one, other);
        };
    }
}
