package ipckit.prodcons.demo.buffer;

/** The role of a worker in the demonstration. */
public enum DemoRole {
    PRODUCER,
    CONSUMER;

    /** Returns the name of the role in options and in output. */
    public String word() {
        return this == PRODUCER ? "producer" : "consumer";
    }
}
