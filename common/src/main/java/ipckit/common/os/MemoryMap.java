package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Addresses of this process: mmap(2). */
public final class MemoryMap {
    private static final int PROT_NONE = 0;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;
    private static final int NO_FILE = -1;

    private static final class Call {
        static final MethodHandle MMAP =
                Libc.function(
                        "mmap",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, LONG, INT, INT, INT, LONG),
                        Libc.capturingErrno());
        static final MethodHandle MUNMAP =
                Libc.function("munmap", FunctionDescriptor.of(INT, ADDRESS, LONG));
    }

    private MemoryMap() {}

    /**
     * Whether a program may map so many bytes at an address: the kernel is asked to, and what it
     * maps is empty and taken back at once. That this process has something else there already is
     * no hindrance to another one.
     */
    public static boolean isPossible(long address, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            MemorySegment mapped =
                    (MemorySegment)
                            Call.MMAP.invokeExact(
                                    state,
                                    MemorySegment.ofAddress(address),
                                    size,
                                    PROT_NONE,
                                    MAP_PRIVATE
                                            | MAP_ANONYMOUS
                                            | MAP_NORESERVE
                                            | MAP_FIXED_NOREPLACE,
                                    NO_FILE,
                                    0L);
            if (mapped.address() == -1) {
                return Libc.errno(state) == Libc.EEXIST;
            }
            int ignored = (int) Call.MUNMAP.invokeExact(mapped, size);
            return mapped.address() == address;
        } catch (Throwable t) {
            throw Libc.unexpected("mmap", t);
        }
    }
}
