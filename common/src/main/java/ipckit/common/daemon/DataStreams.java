package ipckit.common.daemon;

import java.util.List;

/**
 * The standard streams that a verb (subcommand) uses for data. Messages on standard error are not
 * data.
 */
public enum DataStreams {
    /** The verb neither reads standard input nor writes data to standard output. */
    NONE(false, false),
    /**
     * The verb itself uses neither standard input nor standard output, but its commands inherit
     * these streams. Therefore a daemon accepts {@code --input} and {@code --output}, but does not
     * need these options.
     */
    OF_COMMANDS(false, false),
    /** The verb reads standard input, so a daemon needs {@code --input}. */
    INPUT(true, false),
    /** The verb writes data to standard output, so a daemon needs {@code --output}. */
    OUTPUT(false, true),
    /** The verb reads standard input and writes data to standard output. */
    INPUT_AND_OUTPUT(true, true);

    private final boolean input;
    private final boolean output;

    DataStreams(boolean input, boolean output) {
        this.input = input;
        this.output = output;
    }

    /**
     * Returns the streams of a verb that receives records. The verb passes the records to the
     * user's command. Without a command, it writes them to standard output.
     *
     * @param command the words of the command; empty if there is none
     */
    static DataStreams ofReceiver(List<String> command) {
        return command.isEmpty() ? OUTPUT : OF_COMMANDS;
    }

    /** Returns whether a daemon that uses these streams needs the option {@code --input}. */
    boolean input() {
        return input;
    }

    /** Returns whether a daemon that uses these streams needs the option {@code --output}. */
    boolean output() {
        return output;
    }

    /** Returns whether a daemon that uses these streams accepts the option {@code --input}. */
    boolean mayInput() {
        return input || this == OF_COMMANDS;
    }

    /** Returns whether a daemon that uses these streams accepts the option {@code --output}. */
    boolean mayOutput() {
        return output || this == OF_COMMANDS;
    }
}
