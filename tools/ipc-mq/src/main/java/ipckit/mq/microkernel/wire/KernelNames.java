package ipckit.mq.microkernel.wire;

/** The names of tasks, ports and rights that the kernel and its clients have agreed on. */
public final class KernelNames {
    /**
     * The name of the kernel's task. Under the same name, a task has a right to its own kernel
     * port, the port for requests that control this task.
     */
    public static final String KERNEL = "kernel";

    /** The name of the kernel's port for requests to the kernel itself. */
    public static final String CONTROL = "control";

    /** The name of the name server, and of the kernel's right to it. */
    public static final String NAMES = "names";

    /** The name of a client's right to the name server. */
    public static final String BOOTSTRAP = "bootstrap";

    private KernelNames() {}
}
