package ipckit.common.pipe;

import ipckit.common.memory.RunFormat;

/** How a stream separates items. */
public enum Framing {
    /** A newline ends each item. */
    LINES(RunFormat.LINES, "line "),
    /** A zero byte ends each item. */
    NULS(RunFormat.NULS, "item "),
    /** A 32-bit big-endian length stands before each item. */
    FRAMES(RunFormat.FRAMES, "frame "),
    /** The whole stream is one item; nothing is added to items on output. */
    WHOLE(RunFormat.ONE, "input ");

    private final RunFormat format;
    private final String noun;

    Framing(RunFormat format, String noun) {
        this.format = format;
        this.noun = noun;
    }

    /** Returns the format of a run whose bytes are exactly those of such a stream. */
    public RunFormat format() {
        return format;
    }

    /** Returns the name of an item for messages, counted from 1: "line 3". */
    String item(long number) {
        return noun + number;
    }
}
