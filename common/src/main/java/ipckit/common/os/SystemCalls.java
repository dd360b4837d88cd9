package ipckit.common.os;

/** Numbers of system calls that the C library has no function for: syscall(2). */
final class SystemCalls {
    /** futex(2): the number depends on the processor. */
    static final long FUTEX =
            switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> 202;
                default -> 98; // the generic table: aarch64, riscv64, loongarch64
            };

    /** pidfd_open(2), of Linux 5.3: the same number on every processor. */
    static final long PIDFD_OPEN = 434;

    private SystemCalls() {}
}
