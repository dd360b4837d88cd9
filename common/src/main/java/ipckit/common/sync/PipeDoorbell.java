package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.os.NamedPipe;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Sleeps until a byte stands in a named pipe. The byte stays until somebody who finds nothing to do
 * takes it away, so the pipe is readable for as long as there may be something: several sleepers
 * all see it, and a shell may wait with {@code read}.
 *
 * <p>Every ring is a newline, written whether or not anybody is known to sleep; a full pipe has
 * been rung already.
 */
public final class PipeDoorbell implements Doorbell {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Mapping shared;
    private final Path directory;
    private long systemCalls;
    private final Map<EventWord, NamedPipe> pipes = new HashMap<>();

    /**
     * @param shared the mapping that the bells' words lie in
     * @param directory where the pipes are
     */
    public PipeDoorbell(Mapping shared, Path directory) {
        this.shared = shared;
        this.directory = directory;
    }

    /** Makes the pipe of a bell, in an object that is being created. */
    public static void make(Path directory, EventWord bell) {
        NamedPipe.make(directory.resolve(bell.pipe()));
    }

    @Override
    public void prepare(EventWord bell) {
        pipe(bell);
    }

    @Override
    public void quiet(EventWord bell) {
        systemCalls++;
        pipe(bell).drain();
    }

    @Override
    public void passOn(EventWord bell) {
        pipe(bell).ring();
    }

    @Override
    public void await(EventWord bell, int expected, long nanos) {
        if (Words.getIntAcquire(shared, bell.offset()) == expected) {
            long millis = Math.max(1, nanos / NANOS_PER_MILLI);
            systemCalls++;
            pipe(bell).await((int) Math.min(millis, Integer.MAX_VALUE));
        }
    }

    @Override
    public void ringOne(EventWord bell) {
        systemCalls++;
        pipe(bell).ring();
    }

    @Override
    public void ringAll(EventWord bell) {
        systemCalls++;
        pipe(bell).ring();
    }

    @Override
    public boolean ringsUnasked() {
        return true;
    }

    @Override
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        pipes.values().forEach(NamedPipe::close);
        pipes.clear();
    }

    private NamedPipe pipe(EventWord bell) {
        NamedPipe pipe = pipes.get(bell);
        if (pipe == null) {
            pipe = NamedPipe.open(directory.resolve(bell.pipe()));
            pipes.put(bell, pipe);
        }
        return pipe;
    }
}
