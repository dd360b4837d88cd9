package ipckit.common.sync;

/**
 * A shared word on which processes sleep. With a {@link FutexDoorbell}, the processes sleep in
 * futex(2) on the word itself. With a {@link PipeDoorbell}, they wait at a named pipe instead.
 *
 * @param offset the offset of the word in the shared mapping; the word is an aligned 4-byte int
 * @param pipe the file name of the named pipe in the directory of the mapped file, or null if there
 *     is no pipe
 */
public record EventWord(long offset, String pipe) {
    /**
     * Returns the offset of the word behind this word, which says how the processes that use this
     * word for an {@link Event} execute their fences, see {@link AsymmetricFence}.
     */
    long fenceOffset() {
        return offset + Integer.BYTES;
    }
}
