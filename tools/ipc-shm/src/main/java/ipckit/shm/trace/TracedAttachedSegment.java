package ipckit.shm.trace;

import ipckit.common.memory.Mapping;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.CellEvent;
import ipckit.shm.scheme.FileIdentity;
import ipckit.shm.trace.Trace.Step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** An attached segment that tells what is done with its bytes, and when it is detached. */
final class TracedAttachedSegment implements AttachedSegment {
    private static final int SHOWN = 16;
    private static final String HEX = "0123456789abcdef";

    private final String name;
    private final AttachedSegment attached;
    private final Trace trace;
    private final String detaching;

    /**
     * @param detaching what ends the line that tells of that
     */
    TracedAttachedSegment(String name, AttachedSegment attached, Trace trace, String detaching) {
        this.name = name;
        this.attached = attached;
        this.trace = trace;
        this.detaching = detaching;
    }

    /** Where a byte is in this process, as C shows a pointer. */
    String address(long offset) {
        return "0x" + Long.toHexString(memory().segment().address() + offset);
    }

    @Override
    public void accessed(String what, long offset) {
        trace.tell(Step.ACCESS, name + " at " + address(offset) + ": " + what);
    }

    @Override
    public void moved(String what, long offset, long length) {
        String beginning = length == 0 ? "" : ": " + shown(bytes(offset, length));
        accessed(what + " " + length + " bytes" + beginning, offset);
    }

    private static String shown(MemorySegment bytes) {
        long length = Math.min(SHOWN, bytes.byteSize());
        StringBuilder text = new StringBuilder("\"");
        for (byte one : bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)) {
            if (one >= ' ' && one <= '~' && one != '"' && one != '\\') {
                text.append((char) one);
            } else {
                text.append("\\x");
                text.append(HEX.charAt(one >> 4 & 0xf)).append(HEX.charAt(one & 0xf));
            }
        }
        return text.append(length < bytes.byteSize() ? "\"..." : "\"").toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mapping memory() {
        return attached.memory();
    }

    @Override
    public Optional<FileIdentity> file() {
        return attached.file();
    }

    @Override
    public CellEvent event() {
        return attached.event();
    }

    @Override
    public int count() {
        return attached.count();
    }

    @Override
    public void checkNotRemoved() {
        attached.checkNotRemoved();
    }

    @Override
    public void close() {
        int count = attached.count();
        String from = address(0);
        attached.close();
        trace.tell(
                Step.DETACH,
                name
                        + " from "
                        + from
                        + TracedSegment.nattch(count < 0 ? count : count - 1)
                        + detaching);
    }
}
