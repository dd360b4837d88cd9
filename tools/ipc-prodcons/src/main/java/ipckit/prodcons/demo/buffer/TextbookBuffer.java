package ipckit.prodcons.demo.buffer;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * The shared variables {@code buffer}, {@code in} and {@code out} of the textbook's solution of the
 * producer-consumer problem. The variables are in a file that several processes map. No lock and no
 * atomic update protects the variables.
 *
 * <p>Each read of a variable has acquire semantics, and each write has release semantics. A process
 * that reads a new value of {@code in} or {@code out} therefore also sees everything that the
 * writing process wrote before this value. If several producers write and an item is lost, the
 * cause is therefore the algorithm, and not a reordered memory access.
 */
public final class TextbookBuffer {
    private static final String FILE = "textbook";
    private static final long SIZE_AT = 0;
    private static final long IN_AT = 128;
    private static final long OUT_AT = 256;
    private static final long BUFFER_AT = 384;

    private final Mapping shared;
    private final int size;

    private TextbookBuffer(Mapping shared) {
        this.shared = shared;
        this.size = (int) Words.getAcquire(shared, SIZE_AT);
    }

    static void create(Path directory, int size) throws IOException {
        Path file = directory.resolve(FILE);
        long bytes = BUFFER_AT + (long) size * DemoItem.BYTES;
        MappedFile.create(file, bytes);
        try (Arena arena = Arena.ofConfined()) {
            Mapping shared = new Mapping(MappedFile.map(file, bytes, true, arena));
            Words.setRelease(shared, SIZE_AT, size);
        }
    }

    static TextbookBuffer open(Path directory) {
        return new TextbookBuffer(
                new Mapping(
                        MappedFile.map(directory.resolve(FILE), BUFFER_AT, true, Arena.ofAuto())));
    }

    public boolean isFull() {
        return (in() + 1) % size == out();
    }

    public boolean isEmpty() {
        return in() == out();
    }

    int in() {
        return (int) Words.getAcquire(shared, IN_AT);
    }

    public int out() {
        return (int) Words.getAcquire(shared, OUT_AT);
    }

    /**
     * Executes {@code buffer[in] = item} and returns {@code in}, the slot that the item was written
     * to.
     */
    public int write(DemoItem item) {
        int slot = in();
        item.write(shared, BUFFER_AT + (long) slot * DemoItem.BYTES);
        return slot;
    }

    /** Executes {@code in = (in + 1) % BUFFER_SIZE} and returns the new {@code in}. */
    public int moveIn() {
        int next = (in() + 1) % size;
        Words.setRelease(shared, IN_AT, next);
        return next;
    }

    /** Returns {@code buffer[slot]}. */
    public DemoItem read(int slot) {
        return DemoItem.read(shared, BUFFER_AT + (long) slot * DemoItem.BYTES);
    }

    /** Executes {@code out = (out + 1) % BUFFER_SIZE} and returns the new {@code out}. */
    public int moveOut() {
        int next = (out() + 1) % size;
        Words.setRelease(shared, OUT_AT, next);
        return next;
    }

    public int size() {
        return size;
    }
}
