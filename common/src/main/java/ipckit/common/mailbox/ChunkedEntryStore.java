package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * The entries of an {@linkplain MailboxSpec#isElastic elastic} mailbox, whose number of entries can
 * grow. The entries are in {@linkplain ChunkFiles chunks}, which are files.
 *
 * <p>Entries are allocated from the <em>current</em> chunk in the order of their numbers. The
 * payload of an entry takes only as many bytes as its message needs. When the current chunk has no
 * space left, another chunk becomes current.
 *
 * <p>When all entries of the current chunk are free again, the allocation starts again at the first
 * entry of the chunk. When all entries of any other chunk are free again, the chunk becomes the
 * <em>spare</em> chunk, which can become current later. The chunk's file is deleted instead if the
 * mailbox already has a spare chunk, or if the file does not have the standard size. Therefore no
 * files are added while messages are received as fast as they are sent. When a backlog of messages
 * has been received, most of the files that contained the backlog are deleted.
 *
 * <p>The mailbox has a list of its chunks. For each chunk, the list contains the generation, a
 * number that is part of the chunk's file name. A chunk is created in two steps: first its complete
 * file is created, and then its generation is stored in the list. A chunk is deleted in two steps:
 * first its generation is cleared in the list, and then its file is deleted. A process that dies
 * between the two steps leaves a file that is not in the list. The process that takes the mailbox's
 * lock over from the dead process calls {@link #rebuild}, which deletes such a file.
 *
 * <p>The method {@code rebuild} does not rebuild the list, because the list cannot be computed from
 * the entries. The method only removes two kinds of chunks from the list: chunks whose files are
 * missing, and empty chunks. One empty chunk may remain as the spare chunk.
 */
final class ChunkedEntryStore extends EntryStore {
    private final Mapping shared;
    private final boolean durable;
    private final ChunkFiles chunks;

    /** The numbers of the chunks that the next call of {@link #force} writes to the disk. */
    private final Set<Integer> dirty = new TreeSet<>();

    ChunkedEntryStore(MailboxFile file) {
        this.shared = file.shared;
        this.durable = file.spec.durable();
        this.chunks = new ChunkFiles(file, this::generation);
    }

    @Override
    int size() {
        return MailboxLayout.CHUNKS << ChunkLayout.ENTRY_BITS;
    }

    @Override
    Mapping memory(int entry) {
        return chunks.memory(ChunkLayout.chunk(entry));
    }

    @Override
    long row(int entry) {
        return ChunkLayout.row(entry);
    }

    @Override
    long payload(int entry) {
        return getInt(entry, EntryLayout.PAYLOAD);
    }

    @Override
    long room(int entry) {
        Mapping memory = memory(entry);
        long cell = Words.getInt(memory, row(entry) + EntryLayout.PAYLOAD);
        long room = Words.getInt(memory, row(entry) + EntryLayout.ROOM);
        if (cell < ChunkLayout.PAYLOADS_AT || room < 0 || room > memory.byteSize() - cell) {
            throw ObjectFile.damaged("a message lies outside its file");
        }
        return room;
    }

    private int generation(int chunk) {
        return Words.getIntAcquire(shared, MailboxLayout.generation(chunk));
    }

    private void setGeneration(int chunk, int generation) {
        Words.setIntRelease(shared, MailboxLayout.generation(chunk), generation);
        chunks.changedGeneration();
        countChange();
    }

    /**
     * Increases the counter of the changes to the list of chunks. Does nothing if the mailbox is
     * not durable. When the list is written to the disk, the value of the counter is stored in a
     * second counter. If the two counters differ, the list on the disk is out of date. A sender
     * then writes the list to the disk before it reports that its message is sent.
     *
     * <p>A process may die after it has changed the list and before it has counted the change.
     * Therefore {@link #rebuild} always counts a change.
     */
    private void countChange() {
        if (durable) {
            long changes = Words.get(shared, MailboxLayout.KNOWN_CHANGES_AT);
            Words.setRelease(shared, MailboxLayout.KNOWN_CHANGES_AT, changes + 1);
        }
    }

    /**
     * Returns the number of rows in the used part of the list of chunks. The used part begins with
     * the first row, and ends with the last row in which a chunk was ever stored. All rows after
     * the used part are empty.
     */
    private int known() {
        int known = Words.getInt(shared, MailboxLayout.CHUNKS_USED_AT);
        if (known < 0 || known > MailboxLayout.CHUNKS) {
            throw ObjectFile.damaged("its count of chunks is impossible");
        }
        return known;
    }

    /**
     * Reads the number of a chunk from the mailbox's header. The header contains the number plus 1,
     * or 0 for no chunk.
     *
     * @param at the offset of the word that contains the number
     * @return the number of the chunk; NONE for no chunk
     */
    private int named(long at) {
        int stored = Words.getInt(shared, at);
        if (stored < 0
                || stored > MailboxLayout.CHUNKS
                || stored > 0 && !chunks.isThere(stored - 1)) {
            throw ObjectFile.damaged("it names a chunk that does not exist");
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
        int entry = ChunkLayout.entry(chunk, next(memory));
        if (!isFree(entry)) {
            throw ObjectFile.damaged("a free entry is not free");
        }
        setInt(entry, EntryLayout.PAYLOAD, (int) Words.get(memory, ChunkLayout.TOP_AT));
        setInt(entry, EntryLayout.ROOM, (int) room);
        return entry;
    }

    private static int next(Mapping memory) {
        int next = Words.getInt(memory, ChunkLayout.NEXT_AT);
        if (next < 0 || next > ChunkLayout.ENTRIES) {
            throw ObjectFile.damaged("a chunk has more entries than there can be");
        }
        return next;
    }

    private boolean fits(int chunk, long room) {
        Mapping memory = chunks.memory(chunk);
        long top = Words.get(memory, ChunkLayout.TOP_AT);
        if (top < ChunkLayout.PAYLOADS_AT || top > memory.byteSize()) {
            throw ObjectFile.damaged("a chunk's payloads lie outside its file");
        }
        return next(memory) < ChunkLayout.ENTRIES && memory.byteSize() - top >= room;
    }

    /**
     * Makes another chunk the current chunk, from which entries are allocated. Chooses the spare
     * chunk (an empty chunk that is kept for later use) if it has enough space for a payload.
     * Otherwise creates a new chunk. If all entries of the earlier current chunk are free, that
     * chunk becomes the spare chunk or is deleted, see {@link #retire}.
     *
     * @param before the number of the chunk that was current; NONE if no chunk was current
     * @param room the number of bytes that the payload needs
     * @return the number of the chunk that is now current
     */
    private int another(int before, long room) {
        int spare = named(MailboxLayout.SPARE_AT);
        int chunk;
        if (spare != EntryTable.NONE && fits(spare, room)) {
            chunk = spare;
            Words.setInt(shared, MailboxLayout.SPARE_AT, 0);
        } else {
            chunk = make(Math.max(ChunkLayout.STANDARD_SIZE, ChunkLayout.PAYLOADS_AT + room));
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

    /** Removes a chunk from the mailbox's list of chunks, and then deletes the chunk's file. */
    private void forget(int chunk) {
        int generation = generation(chunk);
        setGeneration(chunk, 0);
        MailboxStep.MC3.reached();
        chunks.delete(chunk, generation);
    }

    private static void begin(Mapping memory) {
        Words.setInt(memory, ChunkLayout.NEXT_AT, 0);
        Words.setInt(memory, ChunkLayout.USED_AT, 0);
        Words.set(memory, ChunkLayout.TOP_AT, ChunkLayout.PAYLOADS_AT);
    }

    private static int used(Mapping memory) {
        return Words.getInt(memory, ChunkLayout.USED_AT);
    }

    @Override
    void take(int entry) {
        Mapping memory = memory(entry);
        Words.setInt(memory, ChunkLayout.NEXT_AT, next(memory) + 1);
        Words.setInt(memory, ChunkLayout.USED_AT, used(memory) + 1);
        long top = Words.get(memory, ChunkLayout.TOP_AT) + getInt(entry, EntryLayout.ROOM);
        Words.set(memory, ChunkLayout.TOP_AT, top);
        if (durable) {
            dirty.add(ChunkLayout.chunk(entry));
        }
    }

    @Override
    void give(int entry) {
        Mapping memory = memory(entry);
        int left = used(memory) - 1;
        Words.setInt(memory, ChunkLayout.USED_AT, left);
        if (durable) {
            dirty.add(ChunkLayout.chunk(entry));
        }
        if (left == 0) {
            retire(ChunkLayout.chunk(entry));
        } else if (left < 0) {
            throw ObjectFile.damaged("a chunk has more free entries than entries");
        }
    }

    /**
     * Resets, keeps or deletes a chunk whose entries are all free. The current chunk, from which
     * entries are allocated, is reset: the next allocation takes the first entry of the chunk. Any
     * other chunk becomes the spare chunk (an empty chunk that is kept for later use) if it has the
     * standard size and there is no spare chunk yet. Otherwise the chunk is deleted.
     */
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

    /**
     * {@inheritDoc}
     *
     * <p>This method corrects two values in the mailbox's header: the size of the used part of the
     * list of chunks (see {@link #known}), and the generation of the newest chunk. The generation
     * is a number that no earlier chunk had, and it is part of the name of a chunk's file. The
     * header and the list reach the disk independently of each other. After a power failure, the
     * list may therefore contain a chunk that was created after the two values were written.
     * Without the correction, a new chunk might get the file name of an existing chunk.
     */
    @Override
    void recover() {
        int known = known();
        int newest = Words.getInt(shared, MailboxLayout.GENERATION_AT);
        for (int chunk = 0; chunk < MailboxLayout.CHUNKS; chunk++) {
            if (generation(chunk) != 0) {
                known = Math.max(known, chunk + 1);
                newest = Math.max(newest, generation(chunk));
            }
        }
        Words.setInt(shared, MailboxLayout.CHUNKS_USED_AT, known);
        Words.setInt(shared, MailboxLayout.GENERATION_AT, newest);
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
        countChange();
    }

    /**
     * Rebuilds the header of a chunk from the entries of the chunk. After a power failure, the file
     * of a reused chunk may contain both old entries, from before the reuse, and new entries.
     * Therefore this method does not assume that payloads and message numbers are in order.
     *
     * @return the highest message number in the chunk; 0 if all entries are free
     */
    private long recount(int chunk) {
        Mapping memory = chunks.memory(chunk);
        begin(memory);
        long number = 0;
        long top = ChunkLayout.PAYLOADS_AT;
        for (int index = 0; index < ChunkLayout.ENTRIES; index++) {
            int entry = ChunkLayout.entry(chunk, index);
            if (!isFree(entry)) {
                Words.setInt(memory, ChunkLayout.NEXT_AT, index + 1);
                Words.setInt(memory, ChunkLayout.USED_AT, used(memory) + 1);
                top = Math.max(top, payload(entry) + room(entry));
                number = Math.max(number, number(entry));
            }
        }
        Words.set(memory, ChunkLayout.TOP_AT, top);
        return number;
    }

    /**
     * {@inheritDoc}
     *
     * <p>This method sorts the chunks by the number of their first message. The entries within a
     * chunk are not sorted, because normally they are already in the order of their message
     * numbers. Only in a reused chunk, the entries may be out of order after a power failure. The
     * method {@link EntryList#insert} then sorts them.
     */
    @Override
    void eachUsed(IntConsumer action) {
        record Span(int chunk, long first) {}
        List<Span> spans = new ArrayList<>();
        eachChunk(
                chunk -> {
                    int entry = ChunkLayout.entry(chunk, 0);
                    int end = entry + ChunkLayout.ENTRIES;
                    while (entry < end && isFree(entry)) {
                        entry++;
                    }
                    if (entry < end) {
                        spans.add(new Span(chunk, number(entry)));
                    }
                });
        spans.sort((a, b) -> Long.compare(a.first, b.first));
        for (Span span : spans) {
            eachEntry(
                    span.chunk,
                    entry -> {
                        if (!isFree(entry)) {
                            action.accept(entry);
                        }
                    });
        }
    }

    @Override
    void each(IntConsumer action) {
        eachChunk(chunk -> eachEntry(chunk, action));
    }

    private void eachChunk(IntConsumer action) {
        int known = known();
        for (int chunk = 0; chunk < known; chunk++) {
            if (generation(chunk) != 0 && chunks.isThere(chunk)) {
                action.accept(chunk);
            }
        }
    }

    private static void eachEntry(int chunk, IntConsumer action) {
        for (int index = 0; index < ChunkLayout.ENTRIES; index++) {
            action.accept(ChunkLayout.entry(chunk, index));
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
    void setLocked(boolean isLocked) {
        chunks.setLocked(isLocked);
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
