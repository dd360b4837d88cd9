package ipckit.common.os;

/** Numbers of system calls for which the C library has no function: syscall(2). */
final class SystemCalls {
    /** The number of futex(2), which depends on the processor. */
    static final long FUTEX =
            switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> 202;
                default -> 98; // the kernel's generic table: aarch64, riscv64, loongarch64
            };

    /**
     * The number of pidfd_open(2), which Linux has since 5.3; it is the same on every processor.
     */
    static final long PIDFD_OPEN = 434;

    private SystemCalls() {}
}
