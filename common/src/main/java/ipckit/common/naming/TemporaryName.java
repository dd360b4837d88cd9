package ipckit.common.naming;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The temporary names of directories: {@code .<stage>-<name>-<pid>-<number>}. The stage shows what
 * the directory is: {@link #NEW} stands for an unfinished object, {@link #OLD} for a removed
 * object, and {@link #KIND} for the unfinished directory of all objects of one kind. The pid is
 * only for people who read the name. Programs ignore the pid, because pids are reused and differ
 * between containers.
 */
final class TemporaryName {
    /** The stage in the temporary name of an unfinished object. */
    static final String NEW = "new";

    /** The stage in the temporary name of a removed object. */
    static final String OLD = "old";

    /**
     * The stage in the temporary name of the directory for all objects of one kind, while this
     * directory is created.
     */
    static final String KIND = "kind";

    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    private TemporaryName() {}

    /**
     * Returns a temporary name that this process has not used before. Another process may already
     * have created a directory with the same name. In this case, the caller's attempt to create the
     * directory fails.
     */
    static String unique(String stage, String name) {
        String number = Long.toHexString(NEXT.getAndIncrement());
        return "." + stage + "-" + name + "-" + CurrentProcess.pid() + "-" + number;
    }

    /** Returns whether a file name is a temporary name with the given stage. */
    static boolean is(String stage, String fileName) {
        return fileName.startsWith("." + stage + "-");
    }

    /** Returns the name of the object that a temporary name was made for. */
    static String nameIn(String privateName) {
        int begin = privateName.indexOf('-') + 1;
        int end = privateName.lastIndexOf('-', privateName.lastIndexOf('-') - 1);
        return end > begin ? privateName.substring(begin, end) : privateName;
    }
}
