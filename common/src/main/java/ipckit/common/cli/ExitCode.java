package ipckit.common.cli;

import ipckit.common.IpcException.Category;

/**
 * The exit codes of all programs. The codes 65 to 77 are the codes of {@code sysexits.h}. The codes
 * 124 to 127 have the same meaning as in {@code timeout} and {@code env}, which also run a user's
 * command.
 */
public enum ExitCode {
    /** The program has done what the user asked for. */
    OK(0, "done"),
    /**
     * The answer to the user's question is no, or the program failed and no other code describes
     * the failure.
     */
    FAILED(1, "a negative answer, or a failure that no other code names"),
    /** The command line is not valid. */
    USAGE(2, "the command line is not valid"),
    /** The daemon is not running, because it was stopped or has ended by itself. */
    NOT_RUNNING(3, "the daemon is not running"),
    /** There is no such daemon. Only {@code daemon status} exits with this code. */
    NO_DAEMON(4, "there is no such daemon"),
    /** The input data cannot be used. */
    UNUSABLE(65, "the data cannot be used"),
    /**
     * The shared object or the peer process does not exist, or the object was removed while the
     * program waited.
     */
    UNAVAILABLE(69, "no such object, or it was removed while waiting"),
    /** The object to create exists already, or the system refuses to create it. */
    CANNOT_CREATE(73, "the object exists already, or cannot be created"),
    /** Input or output failed, or no space is left. */
    IO(74, "input or output failed, or no space is left"),
    /** The operation would have to wait, but the user forbade waiting. */
    WOULD_BLOCK(75, "the operation would have to wait: try again"),
    /** A shared object is damaged, or a peer process broke the protocol. */
    CORRUPT(76, "the object is damaged, or is not what it should be"),
    /** The user has no permission for the operation. */
    DENIED(77, "permission denied"),
    /** A time limit expired. */
    TIMED_OUT(124, "timed out"),
    /**
     * The program that runs the user's command failed, not the command itself. The failure happened
     * before the command started, while it ran, or after it ended.
     */
    AROUND_COMMAND(125, "failure before or around the command"),
    /** A user's command was found but cannot be run. */
    CANNOT_RUN(126, ExitCode.NOT_STARTED),
    /** A user's command was not found. */
    NOT_FOUND(127, ExitCode.NOT_STARTED),
    /**
     * The program cannot write its output, because no process reads from the pipe any more. A shell
     * reports the same code for a process that SIGPIPE killed.
     */
    OUTPUT_CLOSED(141, "the reader of the output has exited");

    private static final String NOT_STARTED = "the command cannot be run, or is not found";

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns the number with which the process exits. */
    public int code() {
        return code;
    }

    /**
     * Returns a short explanation of the exit code for the help page. The help page shows exit
     * codes with equal explanations in one line.
     */
    public String meaning() {
        return meaning;
    }

    /** Returns the exit code for a category of failures. */
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
}
