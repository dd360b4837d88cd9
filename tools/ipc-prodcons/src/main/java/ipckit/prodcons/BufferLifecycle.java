package ipckit.prodcons;

import ipckit.common.naming.ObjectLifecycle;
import ipckit.common.queue.Ring;

import java.nio.file.Path;

/**
 * Defines how a {@code Namespace} removes a buffer, and how it recognizes a removed buffer. Several
 * threads may use an instance.
 */
public final class BufferLifecycle implements ObjectLifecycle {
    @Override
    public boolean isRemoved(Path directory) {
        return Ring.isRemoved(directory);
    }

    @Override
    public void prepareRemoval(Path directory) {
        Ring.claim(directory);
    }

    @Override
    public void retire(Path directory) {
        Ring.retire(directory);
    }
}
