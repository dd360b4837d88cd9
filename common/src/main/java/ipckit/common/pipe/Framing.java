package ipckit.common.pipe;

import ipckit.common.memory.RunFormat;

/** What tells one item of a stream from the next. */
public enum Framing {
    /** Items end in a line feed. */
    LINES(RunFormat.LINES, "line "),
    /** Items end in a zero byte. */
    NULS(RunFormat.NULS, "item "),
    /** A 32-bit big-endian length stands before each item. */
    FRAMES(RunFormat.FRAMES, "frame "),
    /** All of the stream is one item; on output nothing is added to any item. */
    WHOLE(RunFormat.ONE, "input ");

    private final RunFormat format;
    private final String noun;

    Framing(RunFormat format, String noun) {
        this.format = format;
        this.noun = noun;
    }

    /** How the items of a run lie in memory when they are just as they are in such a stream. */
    public RunFormat format() {
        return format;
    }

    /** What messages call the item of this number, counted from 1: "line 3". */
    String item(long number) {
        return noun + number;
    }
}
