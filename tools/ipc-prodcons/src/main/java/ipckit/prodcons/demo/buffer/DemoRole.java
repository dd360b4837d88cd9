package ipckit.prodcons.demo.buffer;

/** The role of a worker in the demonstration. */
public enum DemoRole {
    PRODUCER,
    CONSUMER;

    /** Returns the name that options and output use for the role. */
    public String word() {
        return this == PRODUCER ? "producer" : "consumer";
    }
}
