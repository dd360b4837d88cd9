package ipckit.prodcons.demo;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * The shared variables of the textbook's solution, as they stand there: {@code buffer}, {@code in},
 * {@code out}, in a file that several processes map. No lock, no atomic step.
 *
 * <p>Every access is at least as strong as an acquire or a release, so that nothing is lost by a
 * compiler's or a processor's reordering: what goes wrong with several producers goes wrong by the
 * algorithm alone.
 */
final class TextbookBuffer {
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
        long bytes = BUFFER_AT + (long) size * Item.BYTES;
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

    boolean isFull() {
        return (in() + 1) % size == out();
    }

    boolean isEmpty() {
        return in() == out();
    }

    int in() {
        return (int) Words.getAcquire(shared, IN_AT);
    }

    int out() {
        return (int) Words.getAcquire(shared, OUT_AT);
    }

    /** {@code buffer[in] = item}; which slot that was. */
    int write(Item item) {
        int slot = in();
        item.write(shared, BUFFER_AT + (long) slot * Item.BYTES);
        return slot;
    }

    /** {@code in = (in + 1) % BUFFER_SIZE}; what it is now. */
    int moveIn() {
        int next = (in() + 1) % size;
        Words.setRelease(shared, IN_AT, next);
        return next;
    }

    /** {@code buffer[slot]}. */
    Item read(int slot) {
        return Item.read(shared, BUFFER_AT + (long) slot * Item.BYTES);
    }

    /** {@code out = (out + 1) % BUFFER_SIZE}; what it is now. */
    int moveOut() {
        int next = (out() + 1) % size;
        Words.setRelease(shared, OUT_AT, next);
        return next;
    }

    int size() {
        return size;
    }
}
