package ipckit.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.WordFactory;

/**
 * Replaces the class {@code ipckit.common.os.LibraryCall} in the native binary. A call through a
 * function pointer takes some nanoseconds.
 */
@Substitute
@TargetClass(className = "ipckit.common.os.LibraryCall")
final class LibraryCallReplacement {
    private LibraryCallReplacement() {}

    /** A C function with six arguments and a result, each an integer or a pointer of 64 bits. */
    private interface SixWords extends CFunctionPointer {
        /** Calls the function. The garbage collector may run in other threads meanwhile. */
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
     * Returns the errno of the latest call of this thread. If the garbage collector was running
     * when the call returned, the thread has waited on a mutex since then. The functions for
     * mutexes do not change errno.
     */
    @Substitute
    static int errno() {
        return Posix.errno().read();
    }
}
