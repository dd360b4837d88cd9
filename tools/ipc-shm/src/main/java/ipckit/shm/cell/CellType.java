package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.Locale;

/**
 * The type of a cell's value. All methods represent a value of any type as a {@code long}. A 32-bit
 * value is sign-extended, even if its type is unsigned. The {@code long} of a {@code U64} value has
 * the same 64 bits, so a large value becomes a negative {@code long}.
 */
enum CellType {
    /** Signed, 32 bits, as {@code int32_t} in C. */
    I32(4, true),
    /** Unsigned, 32 bits, as {@code uint32_t} in C. */
    U32(4, false),
    /** Signed, 64 bits, as {@code int64_t} in C. */
    I64(8, true),
    /** Unsigned, 64 bits, as {@code uint64_t} in C. */
    U64(8, false);

    private final int bytes;
    private final boolean signed;

    CellType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    /** Returns the size of a cell of this type in bytes. */
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
            String type = name().toLowerCase(Locale.ROOT);
            throw new IpcException(
                    Category.USAGE, "'" + text + "' is not a number of type " + type, e);
        }
    }

    /**
     * Parses a number to add to a cell. The number may have a minus sign even if the type is
     * unsigned.
     *
     * @throws IpcException USAGE if the text is not a number, or the number is out of the type's
     *     range. For an unsigned type, the number without its minus sign must be in the range.
     */
    long parseDifference(String text) {
        return signed || !text.startsWith("-") ? parse(text) : -parse(text.substring(1));
    }

    /**
     * Returns the text if it consists of digits from 0 to 9, with or without a minus sign before
     * them. This check is necessary because the parsing methods of the JDK also accept a plus sign
     * and other digits of Unicode, for example Arabic ones.
     *
     * @throws NumberFormatException if the text contains another character
     */
    private static String checkedDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                throw new NumberFormatException(text);
            }
        }
        return text;
    }

    /** Returns a value of this type in decimal digits. */
    String format(long value) {
        return switch (this) {
            case I32 -> Integer.toString((int) value);
            case U32 -> Integer.toUnsignedString((int) value);
            case I64 -> Long.toString(value);
            case U64 -> Long.toUnsignedString(value);
        };
    }

    /**
     * Compares two values of this type.
     *
     * @return a negative number if the first value is less, 0 if the values are equal, otherwise a
     *     positive number
     */
    int compare(long one, long other) {
        return switch (this) {
            case I32 -> Integer.compare((int) one, (int) other);
            case U32 -> Integer.compareUnsigned((int) one, (int) other);
            case I64 -> Long.compare(one, other);
            case U64 -> Long.compareUnsigned(one, other);
        };
    }
}
