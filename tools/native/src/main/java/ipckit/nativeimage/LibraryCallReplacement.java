package ipckit.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.WordFactory;

/**
 * Replaces the class {@code ipckit.common.os.LibraryCall} in the native binary, where a call
 * through the linker of {@code java.lang.foreign} takes 10 µs. A call through a function pointer
 * takes only some nanoseconds.
 */
@Substitute
@TargetClass(className = "ipckit.common.os.LibraryCall")
final class LibraryCallReplacement {
    private LibraryCallReplacement() {}

    /** A C function with six arguments and a result, each an integer or a pointer of 64 bits. */
    private interface SixWords extends CFunctionPointer {
        /**
         * Calls the C function to which this pointer points. During the call, the garbage collector
         * may run in other threads.
         */
        @InvokeCFunctionPointer
        long invoke(long a, long b, long c, long d, long e, long f);
    }

    @Substitute
    static long find(String name) {
        try (CCharPointerHolder text = CTypeConversion.toCString(name)) {
            return Posix.dlsym(WordFactory.nullPointer(), text.get()).rawValue();
        }
    }

    @Substitute
    static long invoke(long function, long a, long b, long c, long d, long e, long f) {
        SixWords pointer = WordFactory.pointer(function);
        return pointer.invoke(a, b, c, d, e, f);
    }

    /**
     * Returns the errno of the latest call of this thread. If the garbage collector was running at
     * the end of the call, the thread waited on a mutex until the collection finished. This wait
     * does not change errno, because the functions for mutexes do not change errno.
     */
    @Substitute
    static int errno() {
        return Posix.errno().read();
    }
}
