package ipckit.common.sync;

/**
 * A shared word on which processes sleep, and the name of the pipe that replaces the futex where a
 * {@link PipeDoorbell} is used.
 *
 * @param offset the offset of the word in the shared mapping; the word is an aligned 4-byte int
 * @param pipe the file name of the named pipe in the directory of the mapped file, or null if there
 *     is no pipe
 */
public record EventWord(long offset, String pipe) {}
