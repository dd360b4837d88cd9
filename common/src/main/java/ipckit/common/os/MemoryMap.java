package ipckit.common.os;

/** Tests by mmap(2) whether memory can be mapped at an address. */
public final class MemoryMap {
    private static final int PROT_NONE = 0;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;
    private static final int NO_FILE = -1;

    private static final class Call {
        static final LibraryFunction MMAP = CallShapes.function("mmap");
        static final LibraryFunction MUNMAP = CallShapes.function("munmap");
    }

    private MemoryMap() {}

    /**
     * Returns whether a process can map {@code size} bytes at an address. The method maps memory
     * there as a test, and removes the mapping at once. If this process already uses a part of this
     * address range, the method returns true, because the range may be free in other processes.
     */
    public static boolean isPossible(long address, long size) {
        int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
        long mapped = CallShapes.callLong(Call.MMAP, address, size, PROT_NONE, flags, NO_FILE, 0);
        if (mapped < 0) {
            return mapped == -Libc.EEXIST;
        }
        CallShapes.call(Call.MUNMAP, mapped, size, 0);
        return mapped == address;
    }
}
