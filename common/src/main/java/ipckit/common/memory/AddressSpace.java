package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.MemoryFaults;
import ipckit.common.os.MemoryMap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Addresses as a program in C has them, where Java knows only what was mapped through it. */
public final class AddressSpace {
    private AddressSpace() {}

    /**
     * @throws IpcException UNUSABLE if no program can have so many bytes there: the address does
     *     not begin a page, or belongs to the kernel
     */
    public static void check(long address, long size) {
        if (!MemoryMap.isPossible(address, size)) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "no process can have " + size + " bytes at 0x" + Long.toHexString(address));
        }
    }

    /**
     * Reads bytes at an address, whatever is there, as a pointer of C does. Where nothing is the
     * process dies by SIGSEGV, and no core file is left.
     */
    @SuppressWarnings("restricted") // that nobody checks anything is what it is for
    public static byte[] read(long address, int length) {
        MemorySegment there = MemorySegment.ofAddress(address).reinterpret(length);
        byte[] bytes = new byte[length];
        MemoryFaults.deadly(
                () -> MemorySegment.copy(there, ValueLayout.JAVA_BYTE, 0, bytes, 0, length));
        return bytes;
    }
}
