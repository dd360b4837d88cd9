package ipckit.mq.tour;

import ipckit.common.process.ChildProcess;

/** Tells a story about tasks, ports and rights, which work as in Mach. */
final class MachStory {
    private MachStory() {}

    static void tell(Stage stage) {
        stage.heading("1. The creation of a task makes two mailboxes: kernel and notify.");
        stage.run("kernel", "task", "create", "A");
        stage.run("kernel", "task", "create", "B");
        stage.run("A", "port", "rights", "--as", "A");
        stage.heading("2. A allocates a port. Only a task with a right can send to it.");
        stage.run("A", "port", "allocate", "--as", "A", "inbox", "--queue", "2");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "hello");
        stage.run("A", "port", "insert", "--as", "A", "inbox", "--right", "send", "--to", "B");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "hello", "again");
        stage.heading(
                "3. The port is full. B does not wait, waits for a time, or leaves one message.");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "third", "--no-wait");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "third", "--timeout", "50ms");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "third", "--pend");
        stage.run("B", "msg", "send", "--as", "B", "inbox", "fourth", "--pend");
        stage.run("A", "msg", "receive", "--as", "A", "inbox", "--drain");
        stage.run("B", "msg", "receive", "--as", "B", "notify");
        stage.heading("4. Rights travel in messages: B gets the receive right, and A loses it.");
        stage.run("B", "port", "allocate", "--as", "B", "post");
        stage.run("B", "port", "insert", "--as", "B", "post", "--right", "send", "--to", "A");
        stage.run("A", "msg", "send", "--as", "A", "post", "take over", "--move-receive", "inbox");
        stage.run("B", "msg", "receive", "--as", "B", "post");
        stage.run("A", "msg", "receive", "--as", "A", "inbox");
        stage.heading("5. B receives from a set of ports.");
        stage.run("B", "portset", "create", "--as", "B", "all");
        stage.run("B", "portset", "add", "--as", "B", "all", "inbox", "post");
        stage.run("A", "msg", "send", "--as", "A", "inbox", "to the one");
        stage.run("A", "msg", "send", "--as", "A", "post", "to the other");
        stage.run("B", "msg", "receive", "--as", "B", "all", "--drain");
        control(stage);
    }

    private static void control(Stage stage) {
        stage.heading("6. A task with a process is controlled by messages to its kernel port.");
        ChildProcess worker = stage.start("worker", "task", "run", "worker", "--", "sleep", "1000");
        Stage.await(worker, () -> stage.quietly("task", "ls").contains("worker  running"));
        stage.run("worker", "port", "copy", "--as", "worker", "kernel", "--to", "A", "--name", "w");
        stage.run("A", "port", "notify", "--as", "A", "--on", "dead-name", "w");
        stage.run("A", "msg", "rpc", "--as", "A", "w", "suspend");
        stage.run("A", "msg", "rpc", "--as", "A", "w", "resume");
        stage.run("A", "msg", "rpc", "--as", "A", "w", "terminate");
        stage.finish(worker);
        stage.heading("7. The task died with its process. A gets a notice.");
        stage.run("A", "msg", "receive", "--as", "A", "notify");
        stage.run("A", "msg", "send", "--as", "A", "w", "are you there?");
        stage.run("kernel", "task", "rm", "A", "B");
    }
}
