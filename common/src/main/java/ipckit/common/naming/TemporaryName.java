package ipckit.common.naming;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The temporary names of directories: {@code .<stage>-<name>-<pid>-<number>}, for example {@code
 * .new-buf.jobs-4711-1a}. The stage is {@link #NEW} for an unfinished object, and {@link #OLD} for
 * a removed object. The name is the name that the object's directory will have or had. The pid is
 * only for people who read the name. Programs ignore the pid, because pids are reused and differ
 * between containers.
 */
final class TemporaryName {
    static final String NEW = "new";

    static final String OLD = "old";

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

    /**
     * Returns the permanent name, which is a part of the temporary name {@code privateName}.
     *
     * @return the permanent name; {@code privateName} itself if it does not have the form of a
     *     temporary name
     */
    static String nameIn(String privateName) {
        int begin = privateName.indexOf('-') + 1;
        int end = privateName.lastIndexOf('-', privateName.lastIndexOf('-') - 1);
        return end > begin ? privateName.substring(begin, end) : privateName;
    }
}
