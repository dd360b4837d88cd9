package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What a cell holds. Values are carried as a {@code long} whose bits are the cell's: those of 32
 * bits sign-extended, an unsigned one as its bits.
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

    int bytes() {
        return bytes;
    }

    /**
     * A value of this type.
     *
     * @throws IpcException USAGE if it is no number, or does not fit
     */
    long parse(String text) {
        try {
            return switch (this) {
                case I32 -> Integer.parseInt(strict(text));
                case U32 -> Integer.parseUnsignedInt(strict(text));
                case I64 -> Long.parseLong(strict(text));
                case U64 -> Long.parseUnsignedLong(strict(text));
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
     * What is to be added: of an unsigned type also a negative number, which takes away.
     *
     * @throws IpcException as {@link #parse}
     */
    long parseDifference(String text) {
        if (signed || !text.startsWith("-")) {
            return parse(text);
        }
        return -parse(text.substring(1));
    }

    /** Java's own parsing takes digits of all scripts, and a plus. */
    private static String strict(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                throw new NumberFormatException(text);
            }
        }
        return text;
    }

    /** As people write it. */
    String show(long value) {
        return switch (this) {
            case I32 -> Integer.toString((int) value);
            case U32 -> Integer.toUnsignedString((int) value);
            case I64 -> Long.toString(value);
            case U64 -> Long.toUnsignedString(value);
        };
    }

    int compare(long one, long other) {
        return switch (this) {
            case I32 -> Integer.compare((int) one, (int) other);
            case U32 -> Integer.compareUnsigned((int) one, (int) other);
            case I64 -> Long.compare(one, other);
            case U64 -> Long.compareUnsigned(one, other);
        };
    }
}
