package ipckit.nativeimage;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.PointerBase;

/**
 * Functions of the C library. By default, a call of a C function makes a transition, which lets the
 * garbage collector run during the call. These functions do not block, so their calls need no
 * transition. Without a transition, no code of the runtime runs directly after a call, so errno
 * keeps the value that the function has set.
 */
final class Posix {
    static final int F_GETFD = 1;
    static final int SEEK_CUR = 1;
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;

    private Posix() {}

    /** Returns the address of this thread's errno. */
    @CFunction(value = "__errno_location", transition = Transition.NO_TRANSITION)
    static native CIntPointer errno();

    /**
     * Returns the address of the function or variable with the given name; a null pointer if no
     * function or variable has this name.
     */
    @CFunction(transition = Transition.NO_TRANSITION)
    static native PointerBase dlsym(PointerBase library, CCharPointer name);

    @CFunction(transition = Transition.NO_TRANSITION)
    static native int fcntl(int descriptor, int operation);

    @CFunction(transition = Transition.NO_TRANSITION)
    static native long lseek(int descriptor, long offset, int from);

    @CFunction(transition = Transition.NO_TRANSITION)
    static native int open(CCharPointer path, int flags);

    @CFunction(transition = Transition.NO_TRANSITION)
    static native int close(int descriptor);

    @CFunction(transition = Transition.NO_TRANSITION)
    static native long readlink(CCharPointer path, CCharPointer target, long size);
}
