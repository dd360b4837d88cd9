package ipckit.fan.each.input;

/** Yields one value after the other: the records of a stream, or the words of a list. */
interface ValueSource {
    /** Returns the next value, or null if there are no more values. */
    byte[] next();
}
