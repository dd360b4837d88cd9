package ipckit.mq.tour;

/** The stories that {@code tour} can tell. */
enum Story {
    /** Direct and indirect communication. */
    NAMING(NamingStory::tell),
    /** Tasks, ports and rights. */
    MACH(MachStory::tell),
    /** Services outside a kernel. */
    MICROKERNEL(MicrokernelStory::tell);

    private final Teller teller;

    Story(Teller teller) {
        this.teller = teller;
    }

    /** Tells a story. */
    private interface Teller {
        void tell(Stage stage);
    }

    /** Runs the commands of the story. */
    void tell(Stage stage) {
        teller.tell(stage);
    }
}
