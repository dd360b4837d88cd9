package ipckit.common.mailbox.torture;

/** What a process of a run does. */
enum Work {
    SENDING(Sending.class),
    RECEIVING(Receiving.class),
    LEASING(Leasing.class),
    ASKING(Asking.class),
    ANSWERING(Answering.class);

    private final Class<?> main;

    Work(Class<?> main) {
        this.main = main;
    }

    Class<?> main() {
        return main;
    }

    /** Whether it brings messages; it ends first. */
    boolean brings() {
        return this == SENDING || this == ASKING;
    }
}
