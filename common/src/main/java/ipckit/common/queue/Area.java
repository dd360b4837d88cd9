package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The bytes of a ring, addressed by positions that only grow. What a position means in memory is
 * the difference between a bounded and an unbounded buffer, and the only one.
 *
 * <p>Belongs to one thread. Ranges may lie in several pieces of memory; headers, whose positions
 * are multiples of {@link RunLayout#UNIT}, never do.
 */
abstract sealed class Area permits CircularArea, ChainArea {
    /** The mapping that holds the position; valid until the next call. */
    abstract Mapping memory(long position);

    /** Where in {@link #memory} the position is. */
    abstract long offset(long position);

    /** Bytes from the position to the end of its piece. */
    abstract long contiguous(long position);

    /** How many bytes there can be between head and tail. */
    abstract long capacity();

    /**
     * Makes sure that everything between the positions can be written. No lock is needed.
     *
     * @param from a tail, which others may have moved on since
     * @throws ipckit.common.IpcException NO_SPACE, with nothing changed
     */
    abstract void ensure(long from, long to);

    /** Whether {@link #ensure} has come as far as this position. */
    abstract boolean isEnsured(long position);

    /** Gives back what was ensured from this position on and lies below the head by now. */
    abstract void discard(long from, long head);

    /** Gives back what lies below the position; the consumers' lock is held. */
    abstract void free(long position);

    /** Lets go of all mappings. */
    abstract void close();

    final long headerWord(long position) {
        return Words.get(memory(position), offset(position));
    }

    final long firstItem(long position) {
        return Words.get(memory(position), offset(position) + RunLayout.FIRST);
    }

    /**
     * The run that {@code at} is in: {@code run}, or a later one, or {@code at} itself where a run
     * begins. The two are stored one after the other, so the run may lag behind.
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

    /** Points {@code view} at a range, where it lies if it lies in one or two pieces. */
    final void view(long position, long length, RunBytes view) {
        if (length == 0) {
            view.set(MemorySegment.NULL, 0, 0); // the position may lie where nothing is yet
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
