package ipckit.common.os;

/**
 * A function of the C library, which {@link CallShapes} calls.
 *
 * @param address the function's address
 */
record LibraryFunction(long address) {}
