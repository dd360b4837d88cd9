package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The memory in which a ring stores its items. A position is the number of a byte in this memory.
 * Positions only grow: when memory is used again, its bytes get new, higher positions. The items
 * are stored in runs: a run is a header with one or more items behind it. Bounded and unbounded
 * buffers differ only in the way in which a position maps to memory.
 *
 * <p>The memory of an area consists of pieces. In an unbounded buffer, each segment file is one
 * piece. In a bounded buffer, a piece ends where the circular buffer wraps around. A range of
 * positions may lie in several pieces. The header of a run always lies in one piece, because
 * headers and pieces begin at multiples of {@link RunLayout#UNIT}, the length of a header.
 *
 * <p>An instance belongs to one thread.
 */
abstract sealed class Area permits CircularArea, ChainArea {
    /**
     * Returns the mapping that contains the byte at a position. The mapping is valid until this
     * method is called again.
     */
    abstract Mapping memory(long position);

    /**
     * Returns the offset of the byte at a position, within the mapping that {@link #memory} returns
     * for this position.
     */
    abstract long offset(long position);

    /**
     * Returns the number of bytes from a position to the end of the piece of memory that contains
     * the position. A piece ends where a segment file of an unbounded buffer ends, or where the
     * memory of a bounded buffer wraps around.
     */
    abstract long contiguous(long position);

    /**
     * Returns the largest distance in bytes between the ring's head (the start of its items) and
     * its tail (the end of its items).
     */
    abstract long capacity();

    /**
     * Prepares the memory between two positions for writing. An unbounded area creates files for
     * this memory. The memory of a bounded area is always prepared. The caller needs no lock.
     *
     * @param from the tail of the ring (the end of its items), as the caller has read it; other
     *     producers may have advanced the tail since then
     * @param to the position up to which memory is prepared
     * @throws ipckit.common.IpcException NO_SPACE when the file system is full; the items of the
     *     ring are unchanged then
     */
    void ensure(long from, long to) {}

    /**
     * Returns whether the memory at a position is prepared, see {@link #ensure}. The memory of a
     * bounded area is always prepared.
     */
    boolean isEnsured(long position) {
        return true;
    }

    /**
     * Deletes the memory from {@code from} up to {@code head}, the start of the ring's items. While
     * a producer prepares memory with {@link #ensure}, other processes may put and consume items,
     * so that the head moves beyond {@code from}. The producer then calls this method, because no
     * process needs memory below the head. A bounded area keeps its memory.
     */
    void discard(long from, long head) {}

    /**
     * Deletes the memory below a position. A bounded area keeps its memory. The caller must own the
     * consumers' lock, or be the only consumer of a one-to-one ring, which has no locks.
     */
    void free(long position) {}

    /** Closes the mappings that this object has made. A bounded area has made none. */
    void close() {}

    final long headerWord(long position) {
        return Words.get(memory(position), offset(position));
    }

    final long firstItem(long position) {
        return Words.get(memory(position), offset(position) + RunLayout.FIRST);
    }

    /**
     * Searches forward, from the header at {@code run}, for the run (a header and its items) that
     * contains the position {@code at}. Returns the position of the header of that run. If a run
     * begins at {@code at}, returns {@code at} itself.
     *
     * @param run the position of the header at which the search begins: the header of the run that
     *     contains {@code at}, or of an earlier run. A value from shared memory may belong to an
     *     earlier run, because participants store {@code at} first and {@code run} afterwards
     * @param at the position to search for
     * @param limit the largest position at which a run may end, such as the tail of the ring
     * @throws ipckit.common.IpcException CORRUPT when {@code at} is neither in a run nor at the
     *     beginning of a run, or when a header contains impossible values
     */
    final long runOf(long run, long at, long limit) {
        long header = run;
        while (header < at) {
            long length = RunLayout.checkedLength(headerWord(header), header, limit);
            long payload = header + RunLayout.UNIT;
            if (at >= payload && at < payload + length) {
                return header;
            }
            header += RunLayout.footprint(length);
        }
        if (header != at) {
            throw ObjectFile.damaged("a position lies between two runs");
        }
        return header;
    }

    final void setHeaderWord(long position, long word) {
        Words.set(memory(position), offset(position), word);
    }

    final void setFirstItem(long position, long first) {
        Words.set(memory(position), offset(position) + RunLayout.FIRST, first);
    }

    final void write(long position, MemorySegment source, long from, long length) {
        if (length <= contiguous(position)) {
            memory(position).copyFrom(source, from, offset(position), length);
        } else {
            writePieces(position, source, from, length);
        }
    }

    private void writePieces(long position, MemorySegment source, long from, long length) {
        long at = position;
        long end = position + length;
        for (long next = from; at < end; ) {
            long piece = Math.min(end - at, contiguous(at));
            memory(at).copyFrom(source, next, offset(at), piece);
            next += piece;
            at += piece;
        }
    }

    /**
     * Makes {@code view} show the bytes of a range. Copies the bytes only when they lie in three or
     * more pieces of memory, that is, in three or more segment files of an unbounded buffer.
     */
    final void view(long position, long length, RunBytes view) {
        if (length == 0) {
            // An empty item has no bytes. It may begin where the prepared memory ends, so there may
            // be no memory to map.
            view.set(MemorySegment.NULL, 0, 0);
            return;
        }
        long first = contiguous(position);
        if (length <= first) {
            view.set(memory(position).segment(), offset(position), length);
            return;
        }
        long rest = position + first;
        if (length - first <= contiguous(rest)) {
            MemorySegment memory = memory(position).segment();
            long offset = offset(position);
            view.set(memory, offset, first, memory(rest).segment(), offset(rest), length - first);
            return;
        }
        MemorySegment copy = Arena.ofAuto().allocate(length);
        long at = position;
        for (long to = 0; to < length; ) {
            long piece = Math.min(length - to, contiguous(at));
            MemorySegment.copy(memory(at).segment(), offset(at), copy, to, piece);
            to += piece;
            at += piece;
        }
        view.set(copy, 0, length);
    }
}
