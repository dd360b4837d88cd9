package ipckit.common.memory;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.MemoryFaults;
import ipckit.common.os.MemoryMap;

import java.lang.foreign.MemorySegment;

/**
 * Checks memory addresses that are given as numbers, and reads the memory of this process at such
 * an address, as a C program reads through a pointer.
 */
public final class AddressSpace {
    private AddressSpace() {}

    /**
     * Checks that some process could map {@code size} bytes at an address. The check ignores the
     * mappings of this process, because the address may be free in other processes.
     *
     * @throws IpcException UNUSABLE when the address is not the start of a page, or belongs to the
     *     kernel
     */
    public static void check(long address, long size) {
        if (!MemoryMap.isPossible(address, size)) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "no process can have "
                            + CountedNoun.of(size, "byte")
                            + " at 0x"
                            + Long.toHexString(address));
        }
    }

    /**
     * Reads bytes at an address without any check, as C reads through a pointer. If nothing is
     * mapped at the address, SIGSEGV ends the process, without a core file.
     */
    @SuppressWarnings("restricted")
    public static byte[] read(long address, int length) {
        MemorySegment there = MemorySegment.ofAddress(address).reinterpret(length);
        byte[] bytes = new byte[length];
        MemoryFaults.deadly(() -> MemorySegment.ofArray(bytes).copyFrom(there));
        return bytes;
    }
}
