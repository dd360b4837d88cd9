package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.MappedFile;

/**
 * A consumer whose faults in the mapping (the file was cut short) are told as damage. Whoever reads
 * the bytes of a delivery meets them outside of any call here.
 */
final class GuardedConsumer implements Consumer {
    private final Consumer guarded;

    GuardedConsumer(Consumer guarded) {
        this.guarded = guarded;
    }

    @Override
    public Result claim(long mostItems, long mostBytes, int producers, Deadline deadline) {
        try {
            return guarded.claim(mostItems, mostBytes, producers, deadline);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public Delivery delivery() {
        return guarded.delivery();
    }

    @Override
    public void acknowledge() {
        try {
            guarded.acknowledge();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public void acknowledge(long n) {
        try {
            guarded.acknowledge(n);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public void forgo() {
        try {
            guarded.forgo();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public void giveBack() {
        try {
            guarded.giveBack();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public LockHolder heldUpBy() {
        try {
            return guarded.heldUpBy();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public boolean isAtEnd() {
        try {
            return guarded.isAtEnd();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public void settle() {
        try {
            guarded.settle();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public long systemCalls() {
        return guarded.systemCalls();
    }

    @Override
    public void close() {
        try {
            guarded.close();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }
}
