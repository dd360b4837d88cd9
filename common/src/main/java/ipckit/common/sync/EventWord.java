package ipckit.common.sync;

/**
 * A shared word that processes sleep on, and the named pipe that replaces it on systems without
 * futexes.
 *
 * @param offset the offset of the word in the shared mapping; the word is an aligned 4-byte int
 * @param pipe the file name of the named pipe in the directory of the mapped file; null for none
 */
public record EventWord(long offset, String pipe) {}
