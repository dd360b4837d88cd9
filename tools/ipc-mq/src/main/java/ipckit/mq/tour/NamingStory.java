package ipckit.mq.tour;

/**
 * Tells a story about direct communication. When a task is renamed, every program that sends to the
 * task by its name must be changed. When the messages go to a mailbox instead, the mailbox keeps
 * its name and no sender is changed.
 */
final class NamingStory {
    private NamingStory() {}

    static void tell(Stage stage) {
        stage.heading("1. Direct communication: the sender names the receiver. Bob registers.");
        stage.run("bob", "recv", "--as", "bob", "--drain");
        stage.run("alice", "send", "--to", "bob", "--as", "alice", "from alice");
        stage.run("carol", "send", "--to", "bob", "--as", "carol", "from carol");
        stage.heading(
                "2. Symmetric: bob names the sender, too. Asymmetric: bob learns the sender's"
                        + " name.");
        stage.run("bob", "recv", "--as", "bob", "--from", "alice");
        stage.run("bob", "recv", "--as", "bob", "--format", "%s sent: %b");
        stage.heading("3. Bob is renamed robert. Alice and carol still send to bob.");
        stage.run("bob", "rm", "--task", "bob");
        stage.run("robert", "recv", "--as", "robert", "--drain");
        stage.run("alice", "send", "--to", "bob", "--as", "alice", "from alice");
        stage.run("carol", "send", "--to", "bob", "--as", "carol", "from carol");
        stage.heading(
                "4. Every program that names bob must be found and changed: the first"
                        + " objection, modularity.");
        stage.heading(
                "   Programs that name those may have to change in turn: the second"
                        + " objection.");
        stage.run("alice", "send", "--to", "robert", "--as", "alice", "from alice");
        stage.run("carol", "send", "--to", "robert", "--as", "carol", "from carol");
        stage.run("robert", "recv", "--as", "robert", "-n", "2", "--format", "%s sent: %b");
        stage.heading("5. Indirect communication: only the mailbox has a name that matters.");
        stage.run("bob", "create", "post");
        stage.run("alice", "send", "post", "from alice");
        stage.run("bob", "recv", "post");
        stage.heading("6. Bob is renamed roberta. Alice sends as before.");
        stage.run("alice", "send", "post", "from alice");
        stage.run("roberta", "recv", "post");
    }
}
