package ipckit.common.naming;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The names of what is not, or no longer, an object: {@code .<stage>-<name>-<pid>-<number>}. The
 * number of the process is for people only: it is reused, and differs between containers.
 */
final class TemporaryName {
    /** The stage of an object in the making. */
    static final String NEW = "new";

    /** The stage of an object taken away. */
    static final String OLD = "old";

    /** The stage of a directory of a kind in the making. */
    static final String KIND = "kind";

    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    private TemporaryName() {}

    /** A name that this process has not used; another may have, which making it will tell. */
    static String unique(String stage, String name) {
        return "."
                + stage
                + "-"
                + name
                + "-"
                + CurrentProcess.pid()
                + "-"
                + Long.toHexString(NEXT.getAndIncrement());
    }

    /** Whether a file name is a private one of this stage. */
    static boolean is(String stage, String fileName) {
        return fileName.startsWith("." + stage + "-");
    }

    /** The name of the object that a private name was made for. */
    static String nameIn(String privateName) {
        int begin = privateName.indexOf('-') + 1;
        int end = privateName.lastIndexOf('-', privateName.lastIndexOf('-') - 1);
        return end > begin ? privateName.substring(begin, end) : privateName;
    }
}
