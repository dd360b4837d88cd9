package ipckit.mq.microkernel.files.store;

import ipckit.common.naming.ObjectName;

/**
 * The rules for names of files. A name is an {@link ObjectName} of at most {@value #MAX_LENGTH}
 * bytes. A temporary name is the name of a file that a client has not completed: a dot and an
 * ObjectName, together at most {@value #MAX_LENGTH} bytes.
 */
public final class FileNames {
    /** The largest number of bytes in a name, including the dot of a temporary name. */
    public static final int MAX_LENGTH = 100;

    /** The beginning of each temporary name. As a text, it sorts before all temporary names. */
    static final String TEMPORARY = ".";

    /** A text that sorts after all temporary names: in ASCII, the slash follows the dot. */
    static final String AFTER_TEMPORARY = "/";

    private FileNames() {}

    /** Returns whether a text follows the rules for a name, or those for a temporary name. */
    public static boolean isLegal(String text) {
        String bare = isTemporary(text) ? text.substring(1) : text;
        return text.length() <= MAX_LENGTH && ObjectName.isLegal(bare);
    }

    /** Returns whether a name belongs to a file that a client has not completed. */
    public static boolean isTemporary(String name) {
        return name.startsWith(TEMPORARY);
    }
}
