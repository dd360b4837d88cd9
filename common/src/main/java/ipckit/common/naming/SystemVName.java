package ipckit.common.naming;

import ipckit.common.IpcException;

import java.util.function.IntUnaryOperator;

/**
 * The name of a System V object of the kernel (sysvipc(7)), such as a message queue: its key, its
 * id, or the word {@code private}. The user types {@code sysv:0x1234}, {@code sysv:7} or {@code
 * sysv:private}.
 *
 * @param number the key or the id; 0 for PRIVATE
 */
public record SystemVName(Kind kind, int number) {
    /** The key IPC_PRIVATE. An object that is created with this key can be found by its id only. */
    private static final int IPC_PRIVATE = 0;

    private static final String SCHEME = "sysv:";
    private static final String PRIVATE_WORD = "private";
    private static final String KEY_PREFIX = "0x";
    private static final int HEX = 16;

    /** The forms of a name. */
    public enum Kind {
        /** The key, which the creator of the object has chosen. */
        KEY,
        /** The id, which the kernel has chosen. */
        ID,
        /** The word {@code private}. The user types it to create an object without a key. */
        PRIVATE
    }

    /**
     * Returns whether the argument begins with {@code sysv:}. The name after this prefix may be
     * illegal.
     */
    public static boolean isMeantBy(String argument) {
        return argument.startsWith(SCHEME);
    }

    /**
     * Parses an argument that begins with {@code sysv:}, as {@link #isMeantBy} tests.
     *
     * @throws IpcException USAGE if the name is illegal
     */
    public static SystemVName parse(String argument) {
        String text = argument.substring(SCHEME.length());
        try {
            if (text.equals(PRIVATE_WORD)) {
                return new SystemVName(Kind.PRIVATE, IPC_PRIVATE);
            }
            if (text.startsWith(KEY_PREFIX) && text.length() > 2 && text.charAt(2) != '-') {
                int key = Integer.parseUnsignedInt(text.substring(KEY_PREFIX.length()), HEX);
                // No existing object can be found by the key IPC_PRIVATE.
                if (key != IPC_PRIVATE) {
                    return new SystemVName(Kind.KEY, key);
                }
            } else if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
                return new SystemVName(Kind.ID, Integer.parseInt(text));
            }
        } catch (NumberFormatException e) {
            // The text contains no legal number. The throw statement below reports this error.
        }
        throw IpcException.usage(
                "illegal name '"
                        + argument
                        + "': a key is hexadecimal, sysv:0x1234, and an id decimal, sysv:7");
    }

    /** Returns the name of an existing object: its key, or its id if the object has no key. */
    public static SystemVName of(int key, int id) {
        return key == IPC_PRIVATE ? new SystemVName(Kind.ID, id) : new SystemVName(Kind.KEY, key);
    }

    /**
     * Returns the key with which the kernel creates the object.
     *
     * @throws IpcException USAGE if the name is an id
     */
    public int keyToCreate() {
        if (kind == Kind.ID) {
            throw IpcException.usage(
                    "the kernel chooses the id: create sysv:0xKEY, or sysv:private");
        }
        return number;
    }

    /**
     * Returns the id of the object.
     *
     * @param finder returns the id of the object with a given key
     * @throws IpcException USAGE if the name is {@code sysv:private}; also the exceptions of {@code
     *     finder}
     */
    public int id(IntUnaryOperator finder) {
        return switch (kind) {
            case ID -> number;
            case KEY -> finder.applyAsInt(number);
            case PRIVATE -> throw IpcException.usage(this + " can only be created");
        };
    }

    /** Returns the name as the user types it. */
    @Override
    public String toString() {
        return SCHEME
                + switch (kind) {
                    case KEY -> KEY_PREFIX + Integer.toHexString(number);
                    case ID -> Integer.toString(number);
                    case PRIVATE -> PRIVATE_WORD;
                };
    }
}
