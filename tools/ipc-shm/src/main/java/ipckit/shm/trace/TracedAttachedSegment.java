package ipckit.shm.trace;

import ipckit.common.CountedNoun;
import ipckit.common.memory.Mapping;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.CellEvent;
import ipckit.shm.scheme.FileIdentity;
import ipckit.shm.scheme.SegmentScheme;
import ipckit.shm.trace.SegmentTrace.Step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * An attached segment that reports the accesses to its bytes, and its detachment, to a {@link
 * SegmentTrace}.
 */
record TracedAttachedSegment(AttachedSegment attached, SegmentTrace trace, SegmentScheme scheme)
        implements AttachedSegment {
    private static final int QUOTED = 16;
    private static final String HEX = "0123456789abcdef";

    /**
     * Returns the address that the byte at {@code offset} of the segment has in this process. The
     * address is written in hexadecimal, for example {@code 0x7f3c5d800000}.
     */
    String address(long offset) {
        return "0x" + Long.toHexString(memory().segment().address() + offset);
    }

    @Override
    public void traceAccess(String what, long offset) {
        trace.report(Step.ACCESS, name() + " at " + address(offset) + ": " + what);
    }

    @Override
    public void traceTransfer(String what, long offset, long length) {
        String start = length == 0 ? "" : ": " + quote(bytes(offset, length));
        traceAccess(what + " " + CountedNoun.of(length, "byte") + start, offset);
    }

    /**
     * Returns at most the first 16 bytes as text in quotes. Quotes, backslashes and bytes that are
     * not printable are written in hexadecimal, as in {@code \x0a}. Three dots follow if there are
     * more than 16 bytes.
     */
    private static String quote(MemorySegment bytes) {
        long length = Math.min(QUOTED, bytes.byteSize());
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
        return attached.name();
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
        String nattch = TraceText.nattch(count < 0 ? count : count - 1);
        String what = name() + " from " + address(0) + nattch;
        attached.close();
        SegmentCall.DETACH.report(trace, what, scheme);
    }
}
