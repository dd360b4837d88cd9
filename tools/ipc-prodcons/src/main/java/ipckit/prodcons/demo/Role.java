package ipckit.prodcons.demo;

/** What a process of the demonstration does. */
enum Role {
    PRODUCER("producer"),
    CONSUMER("consumer");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** As people call it. */
    String word() {
        return word;
    }
}
