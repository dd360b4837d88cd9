package ipckit.prodcons;

import ipckit.common.naming.ObjectLifecycle;
import ipckit.common.queue.Ring;

import java.nio.file.Path;

/**
 * The actions that a {@code Namespace} needs when it creates or removes a buffer. Safe for several
 * threads.
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
