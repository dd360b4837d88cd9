package ipckit.prodcons.demo.buffer;

/** What a worker of the demonstration does. */
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
