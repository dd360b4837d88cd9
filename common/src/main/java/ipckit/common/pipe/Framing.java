package ipckit.common.pipe;

import ipckit.common.memory.RunFormat;

/** The way in which a stream is divided into items. */
public enum Framing {
    /** A newline ends each item. */
    LINES(RunFormat.LINES, "line "),
    /** A zero byte ends each item. */
    NULS(RunFormat.NULS, "item "),
    /**
     * A 32-bit big-endian length precedes each item, and metadata may precede an item's length. The
     * class {@link FrameFormat} describes these frames.
     */
    FRAMES(RunFormat.FRAMES, "frame "),
    /**
     * A complete input stream is one item. In an output stream, items have neither prefix nor
     * terminator.
     */
    WHOLE(RunFormat.ONE, "input ");

    private final RunFormat format;
    private final String noun;

    Framing(RunFormat format, String noun) {
        this.format = format;
        this.noun = noun;
    }

    /**
     * Returns the format that corresponds to this framing. A run (a sequence of items in memory) in
     * this format has the same bytes as a stream with this framing.
     */
    public RunFormat format() {
        return format;
    }

    /**
     * Returns the name of an item for error messages, for example "line 3".
     *
     * @param number the number of the item, counted from 1
     */
    String item(long number) {
        return noun + number;
    }
}
