package ipckit.common.cli;

import ipckit.common.IpcException.Category;

/**
 * The codes that all programs share, and the only place that has them. They follow {@code
 * sysexits.h} and, for given commands, {@code env} and {@code timeout}.
 */
public enum ExitCode {
    /** Done. */
    OK(0, "done"),
    /** A negative answer, or a failure that no other code names. */
    FAILED(1, "a negative answer, or a failure that no other code names"),
    /** The command line makes no sense. */
    USAGE(2, "the command line makes no sense"),
    /** The data given cannot be used. */
    UNUSABLE(65, "the data cannot be used"),
    /** No such object or peer, or it was removed meanwhile. */
    UNAVAILABLE(69, "no such object, or it was removed while waiting"),
    /** It exists already, or cannot be created. */
    CANNOT_CREATE(73, "it exists already, or cannot be created"),
    /** Input or output failed, or there is no space. */
    IO(74, "input or output failed, or no space is left"),
    /** It would have had to wait. */
    WOULD_BLOCK(75, "it would have to wait: try again"),
    /** A shared object is damaged. */
    CORRUPT(76, "the object is damaged, or is not what it should be"),
    /** Permission denied. */
    DENIED(77, "permission denied"),
    /** A time limit passed. */
    TIMED_OUT(124, "timed out"),
    /** We failed before or around a given command. */
    AROUND_COMMAND(125, "failure before or around the given command"),
    /** A given command was found but cannot be run. */
    CANNOT_RUN(126, "the given command cannot be run"),
    /** A given command was not found. */
    NOT_FOUND(127, "the given command was not found"),
    /** Nobody reads standard output any more: what SIGPIPE would have made of us. */
    OUTPUT_CLOSED(141, "nobody reads the output any more");

    private static final int SIGNALLED = 128;

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** What it means to a user, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** The code of a failure. */
    public static ExitCode of(Category category) {
        return switch (category) {
            case FAILED -> FAILED;
            case USAGE -> USAGE;
            case UNUSABLE -> UNUSABLE;
            case ABSENT, REMOVED -> UNAVAILABLE;
            case EXISTS, CANNOT_CREATE -> CANNOT_CREATE;
            case IO, NO_SPACE -> IO;
            case WOULD_BLOCK -> WOULD_BLOCK;
            case CORRUPT -> CORRUPT;
            case DENIED -> DENIED;
            case TIMED_OUT -> TIMED_OUT;
            case NO_PROCESS -> AROUND_COMMAND;
            case CANNOT_RUN -> CANNOT_RUN;
            case NOT_FOUND -> NOT_FOUND;
            case OUTPUT_CLOSED -> OUTPUT_CLOSED;
        };
    }

    /** The code that a shell shows for a command ended by a signal. */
    public static int ofSignal(int signal) {
        return SIGNALLED + signal;
    }
}
