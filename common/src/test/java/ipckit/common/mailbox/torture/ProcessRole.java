package ipckit.common.mailbox.torture;

/** The role of a process of a run. */
enum ProcessRole {
    SENDING(SendingProcess.class),
    RECEIVING(ReceivingProcess.class),
    LEASING(LeasingProcess.class),
    ASKING(CallingProcess.class),
    ANSWERING(ServingProcess.class);

    private final Class<?> main;

    ProcessRole(Class<?> main) {
        this.main = main;
    }

    Class<?> main() {
        return main;
    }

    /** Whether it sends messages; such processes end first. */
    boolean brings() {
        return this == SENDING || this == ASKING;
    }
}
