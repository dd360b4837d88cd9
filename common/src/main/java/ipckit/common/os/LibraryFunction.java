package ipckit.common.os;

/**
 * A function of the C library. {@link CallShapes} calls such functions.
 *
 * @param address the function's address
 */
record LibraryFunction(long address) {}
