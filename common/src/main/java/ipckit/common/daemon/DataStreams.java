package ipckit.common.daemon;

/** Which standard streams a verb uses for data. Messages on standard error are not data. */
public enum DataStreams {
    /** The verb neither reads standard input nor writes data to standard output. */
    NONE(false, false),
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

    /** Returns the constant for two answers. */
    public static DataStreams of(boolean input, boolean output) {
        if (input) {
            return output ? INPUT_AND_OUTPUT : INPUT;
        }
        return output ? OUTPUT : NONE;
    }

    boolean input() {
        return input;
    }

    boolean output() {
        return output;
    }
}
