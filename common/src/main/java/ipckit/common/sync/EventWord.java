package ipckit.common.sync;

/**
 * A shared word that processes sleep on, and the named pipe that replaces it where there are no
 * futexes.
 *
 * @param offset the offset of the word in the shared mapping: a 4-byte int, aligned
 * @param pipe the file name of the named pipe beside the mapped file; null when there is none
 */
public record EventWord(long offset, String pipe) {}
