package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;

/** A producer whose faults in the mapping (the file was cut short) are told as damage. */
final class GuardedProducer implements Producer {
    private final RingProducer guarded;

    GuardedProducer(RingProducer guarded) {
        this.guarded = guarded;
    }

    @Override
    public Result put(MemorySegment bytes, long from, long length, Deadline deadline) {
        try {
            return guarded.put(bytes, from, length, deadline);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        try {
            return guarded.put(format, bytes, from, length, count, deadline);
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
    public long itemsPut() {
        return guarded.itemsPut();
    }

    @Override
    public long itemsDropped() {
        return guarded.itemsDropped();
    }

    @Override
    public long lastNumber() {
        try {
            return guarded.lastNumber();
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
