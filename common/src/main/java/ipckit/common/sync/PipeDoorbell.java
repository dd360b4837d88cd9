package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.os.NamedPipe;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A doorbell that uses named pipes: a process sleeps until a pipe contains a byte. One byte wakes
 * all processes that sleep at the pipe. The byte stays in the pipe until a process drains the pipe.
 * A process drains the pipe just before it looks for work, and sleeps only if it finds no work. So
 * the pipe contains a byte whenever there may be work that no process has seen. A shell can wait
 * for this byte with {@code read}.
 *
 * <p>A process of ipckit announces in the event word that it sleeps, but a shell announces nothing.
 * Therefore every wake-up writes a newline, even if no process has announced that it sleeps. If the
 * pipe is full, nothing is written, because the bytes in the pipe suffice.
 */
public final class PipeDoorbell extends Doorbell {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path directory;
    private final Map<EventWord, NamedPipe> pipes = new HashMap<>();

    /**
     * Creates a doorbell for the {@linkplain EventWord event words} of a mapping. Each event word
     * has its own named pipe.
     *
     * @param directory the directory that contains the pipes
     */
    public PipeDoorbell(Mapping shared, Path directory) {
        super(shared, true);
        this.directory = directory;
    }

    /**
     * Creates the named pipe for an event word. The process that creates an object calls this
     * method once for each event word of the object.
     *
     * @param directory the object's directory
     */
    public static void make(Path directory, EventWord word) {
        NamedPipe.make(directory.resolve(word.pipe()));
    }

    @Override
    public void prepare(EventWord word) {
        pipe(word);
    }

    @Override
    void drain(EventWord word) {
        systemCalls++;
        pipe(word).drain();
    }

    @Override
    void restore(EventWord word) {
        pipe(word).ring();
    }

    @Override
    public void await(EventWord word, int expected, long nanos) {
        if (Words.getIntAcquire(shared, word.offset()) == expected) {
            long millis = Math.max(1, nanos / NANOS_PER_MILLI);
            systemCalls++;
            pipe(word).await((int) Math.min(millis, Integer.MAX_VALUE));
        }
    }

    @Override
    void ringOne(EventWord word) {
        ringAll(word);
    }

    @Override
    public void ringAll(EventWord word) {
        systemCalls++;
        pipe(word).ring();
    }

    @Override
    public void close() {
        pipes.values().forEach(NamedPipe::close);
        pipes.clear();
    }

    private NamedPipe pipe(EventWord word) {
        NamedPipe pipe = pipes.get(word);
        if (pipe == null) {
            pipe = new NamedPipe(directory.resolve(word.pipe()));
            pipes.put(word, pipe);
        }
        return pipe;
    }
}
