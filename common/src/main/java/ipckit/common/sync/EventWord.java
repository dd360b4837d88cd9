package ipckit.common.sync;

/**
 * A shared word that processes sleep on, and the name of the pipe that stands in for it where there
 * are no futexes.
 *
 * @param offset of the word in the shared mapping: a 4-byte int, aligned
 * @param pipe file name of the FIFO beside the mapping
 */
public record EventWord(long offset, String pipe) {}
