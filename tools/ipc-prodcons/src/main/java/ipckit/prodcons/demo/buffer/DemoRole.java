package ipckit.prodcons.demo.buffer;

/** The role of a worker in the demonstration. */
public enum DemoRole {
    PRODUCER("producer"),
    CONSUMER("consumer");

    private final String word;

    DemoRole(String word) {
        this.word = word;
    }

    /** Returns the name of the role in options and output. */
    public String word() {
        return word;
    }
}
