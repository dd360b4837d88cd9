package ipckit.common.os;

/**
 * Holds the function syscall(2), which makes those system calls for which the C library has no
 * function. The first such call initializes this class. A program that makes no such call starts
 * faster without this initialization.
 */
final class SystemCall {
    static final LibraryFunction FUNCTION = CallShapes.function("syscall");

    private SystemCall() {}
}
