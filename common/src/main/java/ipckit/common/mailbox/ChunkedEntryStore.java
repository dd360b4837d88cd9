package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * The slots of an unbounded mailbox: in {@linkplain ChunkFiles chunks}, of which one is the
 * <em>current</em> one, whose slots are given out one after the other, with cells as large as their
 * messages. When it is used up, another becomes current. A chunk whose slots are all free again is
 * begun anew if it is the current one, kept as a <em>spare</em> if there is none, and deleted
 * otherwise; so memory is flat as long as what comes also goes, and a backlog that is gone gives
 * its memory back.
 *
 * <p>Which chunks there are is not derived: a chunk's generation is stored when its file is whole,
 * and taken back before the file is deleted. What a death leaves between is a file that nobody
 * knows, or none where one is known (and all its slots were free); REBUILD clears both away.
 */
final class ChunkedEntryStore extends EntryStore {
    private final Mapping shared;
    private final boolean durable;
    private final ChunkFiles chunks;

    /** What was changed since it was written to the disk. */
    private final Set<Integer> dirty = new TreeSet<>();

    ChunkedEntryStore(MailboxFile file) {
        this.shared = file.shared;
        this.durable = file.spec.durable();
        this.chunks = new ChunkFiles(file.directory, file.isWritable(), this::generation);
    }

    @Override
    int size() {
        return MailboxLayout.CHUNKS << ChunkLayout.SLOT_BITS;
    }

    @Override
    Mapping memory(int slot) {
        return chunks.memory(ChunkLayout.chunk(slot));
    }

    @Override
    long line(int slot) {
        return ChunkLayout.line(slot);
    }

    @Override
    long cell(int slot) {
        return Words.get(memory(slot), line(slot) + EntryLayout.CELL);
    }

    @Override
    long room(int slot) {
        Mapping memory = memory(slot);
        long cell = Words.get(memory, line(slot) + EntryLayout.CELL);
        long room = Words.get(memory, line(slot) + EntryLayout.ROOM);
        if (cell < ChunkLayout.CELLS_AT || room < 0 || room > memory.byteSize() - cell) {
            throw ObjectFile.damaged("a message lies outside of it");
        }
        return room;
    }

    private int generation(int chunk) {
        return Words.getIntAcquire(shared, MailboxLayout.generation(chunk));
    }

    private void setGeneration(int chunk, int generation) {
        Words.setIntRelease(shared, MailboxLayout.generation(chunk), generation);
        knowsOthers();
    }

    /**
     * Other chunks are known than before: whoever reports next writes that to the disk. It is
     * counted after the change, and by a rebuild, for who changed it may have died between.
     */
    private void knowsOthers() {
        if (durable) {
            long changes = Words.get(shared, MailboxLayout.KNOWN_CHANGES_AT);
            Words.setRelease(shared, MailboxLayout.KNOWN_CHANGES_AT, changes + 1);
        }
    }

    /** How many chunks there have been at one time. */
    private int known() {
        int known = Words.getInt(shared, MailboxLayout.CHUNKS_USED_AT);
        if (known < 0 || known > MailboxLayout.CHUNKS) {
            throw ObjectFile.damaged("its count of chunks is impossible");
        }
        return known;
    }

    /** A chunk that the mailbox's head names; NONE for none. */
    private int named(long at) {
        int stored = Words.getInt(shared, at);
        if (stored < 0
                || stored > MailboxLayout.CHUNKS
                || stored > 0 && !chunks.isThere(stored - 1)) {
            throw ObjectFile.damaged("it names a chunk that there is none of");
        }
        return stored - 1;
    }

    @Override
    int free(long bytes) {
        long room = ChunkLayout.footprint(bytes);
        int chunk = named(MailboxLayout.CURRENT_AT);
        if (chunk == EntryTable.NONE || !fits(chunk, room)) {
            chunk = another(chunk, room);
        }
        Mapping memory = chunks.memory(chunk);
        int slot = ChunkLayout.slot(chunk, next(memory));
        if (EntryState.kind(Words.get(memory, line(slot) + EntryLayout.STATE)) != EntryState.FREE) {
            throw ObjectFile.damaged("a free slot is not free");
        }
        Words.set(memory, line(slot) + EntryLayout.CELL, Words.get(memory, ChunkLayout.TOP_AT));
        Words.set(memory, line(slot) + EntryLayout.ROOM, room);
        return slot;
    }

    private static int next(Mapping memory) {
        int next = Words.getInt(memory, ChunkLayout.NEXT_AT);
        if (next < 0 || next > ChunkLayout.SLOTS) {
            throw ObjectFile.damaged("a chunk has more slots than there can be");
        }
        return next;
    }

    private boolean fits(int chunk, long room) {
        Mapping memory = chunks.memory(chunk);
        long top = Words.get(memory, ChunkLayout.TOP_AT);
        if (top < ChunkLayout.CELLS_AT || top > memory.byteSize()) {
            throw ObjectFile.damaged("a chunk's cells lie outside of it");
        }
        return next(memory) < ChunkLayout.SLOTS && memory.byteSize() - top >= room;
    }

    /** A chunk that has room, which is the current one from now on. */
    private int another(int before, long room) {
        int spare = named(MailboxLayout.SPARE_AT);
        int chunk;
        if (spare != EntryTable.NONE && fits(spare, room)) {
            chunk = spare;
            Words.setInt(shared, MailboxLayout.SPARE_AT, 0);
        } else {
            chunk = make(Math.max(ChunkLayout.STANDARD_SIZE, ChunkLayout.CELLS_AT + room));
        }
        Words.setInt(shared, MailboxLayout.CURRENT_AT, chunk + 1);
        if (before != EntryTable.NONE && used(chunks.memory(before)) == 0) {
            retire(before);
        }
        return chunk;
    }

    private int make(long size) {
        int known = known();
        int chunk = 0;
        while (chunk < known && generation(chunk) != 0) {
            chunk++;
        }
        if (chunk == MailboxLayout.CHUNKS) {
            throw new IpcException(
                    Category.NO_SPACE, "cannot grow: it has " + MailboxLayout.CHUNKS + " chunks");
        }
        int generation = Words.getInt(shared, MailboxLayout.GENERATION_AT) + 1;
        Words.setInt(shared, MailboxLayout.GENERATION_AT, generation);
        chunks.make(chunk, generation, size, durable);
        MailboxStep.MC1.reached();
        if (chunk == known) {
            Words.setInt(shared, MailboxLayout.CHUNKS_USED_AT, known + 1);
        }
        setGeneration(chunk, generation);
        MailboxStep.MC2.reached();
        try {
            begin(chunks.memory(chunk));
        } catch (IpcException e) {
            forget(chunk);
            throw e;
        }
        return chunk;
    }

    /** The mailbox does not know a chunk any more; its file goes. */
    private void forget(int chunk) {
        int generation = generation(chunk);
        setGeneration(chunk, 0);
        MailboxStep.MC3.reached();
        chunks.delete(chunk, generation);
    }

    private static void begin(Mapping memory) {
        Words.setInt(memory, ChunkLayout.NEXT_AT, 0);
        Words.setInt(memory, ChunkLayout.USED_AT, 0);
        Words.set(memory, ChunkLayout.TOP_AT, ChunkLayout.CELLS_AT);
    }

    private static int used(Mapping memory) {
        return Words.getInt(memory, ChunkLayout.USED_AT);
    }

    @Override
    void take(int slot) {
        Mapping memory = memory(slot);
        Words.setInt(memory, ChunkLayout.NEXT_AT, next(memory) + 1);
        Words.setInt(memory, ChunkLayout.USED_AT, used(memory) + 1);
        Words.set(
                memory,
                ChunkLayout.TOP_AT,
                Words.get(memory, ChunkLayout.TOP_AT)
                        + Words.get(memory, line(slot) + EntryLayout.ROOM));
        if (durable) {
            dirty.add(ChunkLayout.chunk(slot));
        }
    }

    @Override
    void give(int slot) {
        Mapping memory = memory(slot);
        int left = used(memory) - 1;
        Words.setInt(memory, ChunkLayout.USED_AT, left);
        if (durable) {
            dirty.add(ChunkLayout.chunk(slot));
        }
        if (left == 0) {
            retire(ChunkLayout.chunk(slot));
        } else if (left < 0) {
            throw ObjectFile.damaged("a chunk has more free slots than slots");
        }
    }

    /** No slot of it is used any more. */
    private void retire(int chunk) {
        Mapping memory = chunks.memory(chunk);
        if (chunk == named(MailboxLayout.CURRENT_AT)) {
            begin(memory);
        } else if (named(MailboxLayout.SPARE_AT) == EntryTable.NONE
                && memory.byteSize() == ChunkLayout.STANDARD_SIZE) {
            begin(memory);
            Words.setInt(shared, MailboxLayout.SPARE_AT, chunk + 1);
        } else {
            dirty.remove(chunk);
            forget(chunk);
        }
    }

    @Override
    void rebuild() {
        Words.setInt(shared, MailboxLayout.CURRENT_AT, 0);
        Words.setInt(shared, MailboxLayout.SPARE_AT, 0);
        long newest = 0;
        List<Integer> empty = new ArrayList<>();
        int known = known();
        for (int chunk = 0; chunk < known; chunk++) {
            if (generation(chunk) != 0 && !chunks.isThere(chunk)) {
                setGeneration(chunk, 0);
            }
            if (generation(chunk) != 0) {
                long number = recount(chunk);
                if (number == 0) {
                    empty.add(chunk);
                } else if (number > newest) {
                    newest = number;
                    Words.setInt(shared, MailboxLayout.CURRENT_AT, chunk + 1);
                }
            }
        }
        chunks.deleteStrays();
        empty.forEach(this::retire);
        knowsOthers();
    }

    /**
     * A chunk's head from its lines; the highest number of a message in it, 0 if there is none. Of
     * a durable one, lines from before it was begun anew may have come back with a loss of power:
     * their cells and their numbers are in no order.
     */
    private long recount(int chunk) {
        Mapping memory = chunks.memory(chunk);
        begin(memory);
        long number = 0;
        long top = ChunkLayout.CELLS_AT;
        for (int index = 0; index < ChunkLayout.SLOTS; index++) {
            int slot = ChunkLayout.slot(chunk, index);
            if (kind(memory, slot) != EntryState.FREE) {
                Words.setInt(memory, ChunkLayout.NEXT_AT, index + 1);
                Words.setInt(memory, ChunkLayout.USED_AT, used(memory) + 1);
                top = Math.max(top, cell(slot) + room(slot));
                number = Math.max(number, Words.get(memory, line(slot) + EntryLayout.NUMBER));
            }
        }
        Words.set(memory, ChunkLayout.TOP_AT, top);
        return number;
    }

    private int kind(Mapping memory, int slot) {
        return EntryState.kind(Words.getAcquire(memory, line(slot) + EntryLayout.STATE));
    }

    /** Within a chunk later slots have later messages; and so have later chunks. */
    @Override
    void eachUsed(IntConsumer action) {
        record Span(int chunk, long first) {}
        List<Span> spans = new ArrayList<>();
        int known = known();
        for (int chunk = 0; chunk < known; chunk++) {
            if (generation(chunk) != 0) {
                Mapping memory = chunks.memory(chunk);
                int first = firstUsed(memory, chunk);
                if (first != EntryTable.NONE) {
                    spans.add(new Span(chunk, Words.get(memory, line(first) + EntryLayout.NUMBER)));
                }
            }
        }
        spans.sort(Comparator.comparingLong(Span::first));
        for (Span span : spans) {
            for (int index = 0; index < ChunkLayout.SLOTS; index++) {
                int slot = ChunkLayout.slot(span.chunk, index);
                if (kind(chunks.memory(span.chunk), slot) != EntryState.FREE) {
                    action.accept(slot);
                }
            }
        }
    }

    private int firstUsed(Mapping memory, int chunk) {
        for (int index = 0; index < ChunkLayout.SLOTS; index++) {
            int slot = ChunkLayout.slot(chunk, index);
            if (kind(memory, slot) != EntryState.FREE) {
                return slot;
            }
        }
        return EntryTable.NONE;
    }

    @Override
    void each(IntConsumer action) {
        int known = known();
        for (int chunk = 0; chunk < known; chunk++) {
            if (generation(chunk) != 0 && chunks.isThere(chunk)) {
                for (int index = 0; index < ChunkLayout.SLOTS; index++) {
                    action.accept(ChunkLayout.slot(chunk, index));
                }
            }
        }
    }

    @Override
    void force() {
        long changes = Words.getAcquire(shared, MailboxLayout.KNOWN_CHANGES_AT);
        if (changes != Words.get(shared, MailboxLayout.KNOWN_ON_DISK_AT)) {
            shared.force();
            Words.set(shared, MailboxLayout.KNOWN_ON_DISK_AT, changes);
        }
        for (int chunk : dirty) {
            if (chunks.isThere(chunk)) {
                chunks.memory(chunk).force();
            }
        }
        dirty.clear();
    }

    @Override
    void trim() {
        chunks.trim();
    }

    @Override
    void close() {
        chunks.close();
    }
}
