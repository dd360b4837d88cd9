package ipckit.mq.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.process.ChildProcess;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a story about a microkernel, which only passes messages between services that may crash.
 */
final class MicrokernelStory {
    /**
     * Matches the line of {@code kernel stat} for the driver of the disk, if the driver is ready.
     * The first group is the driver's pid. The second group is the number of its restarts.
     */
    private static final Pattern DRIVER = Pattern.compile("disk +ready +([0-9]+) +([0-9]+)");

    /**
     * The last right that a starting kernel gives to a service: the file server's right to send to
     * the driver, as {@code graph} shows it.
     */
    private static final String LAST_RIGHT = " disk: send";

    /** How often the story kills the driver. */
    private static final int KILLS = 3;

    private static final int LOAD_LINES = 20_000;

    private MicrokernelStory() {}

    static void tell(Stage stage) {
        stage.heading("1. The kernel starts a process for each service.");
        ChildProcess kernel = stage.start("kernel", "kernel", "run");
        // The services get their rights one after the other. Until the kernel has given the last of
        // these rights, a client would print an error.
        Stage.await(kernel, () -> stage.quietly("graph").contains(LAST_RIGHT));
        Stage.await(kernel, () -> isReady(stage.quietly("kernel", "stat")));
        stage.run("client", "kernel", "stat");
        stage.heading("2. Clients reach the services only by messages.");
        stage.feed("client", text("a small file\n"), "file", "write", "notes");
        stage.run("client", "file", "read", "notes");
        stage.run("client", "clock", "now");
        stage.heading(
                "3. The driver is killed again and again, while a client writes a large file"
                        + " again and again.");
        byte[] load = text("all work and no play\n".repeat(LOAD_LINES));
        Client client = new Client(stage, load);
        Thread writing = Thread.ofPlatform().start(client);
        for (int i = 1; i <= KILLS; i++) {
            kill(stage, kernel);
        }
        stage.heading("4. The other services go on meanwhile.");
        stage.run("client", "clock", "now");
        stage.run("client", "name", "ls");
        client.isEnough = true;
        Uninterrupted.await(writing::join);
        stage.heading("5. The client has noticed nothing but a delay, and nothing is lost.");
        stage.run("client", "file", "ls");
        stage.run("client", "file", "read", "notes");
        boolean isWhole =
                stage.quietly("file", "read", "large")
                        .equals(new String(load, StandardCharsets.UTF_8));
        stage.event(isWhole ? "the large file is complete" : "the large file is damaged");
        stage.run("client", "kernel", "stat");
        stage.run("client", "kernel", "stop");
        stage.finish(kernel);
        if (client.status != 0 || !isWhole) {
            throw new IpcException(
                    Category.FAILED,
                    "the client failed, or its file was damaged, when the driver was killed");
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Runs the client that writes the large file, again and again, until {@link #isEnough} is true
     * or a write fails. The output of the client is not printed.
     */
    private static final class Client implements Runnable {
        private final Stage stage;
        private final byte[] load;

        private volatile boolean isEnough;

        /** The exit status of the last write. The value is valid when the thread has ended. */
        private int status;

        Client(Stage stage, byte[] load) {
            this.stage = stage;
            this.load = load;
        }

        @Override
        public void run() {
            do {
                status = stage.quietly(load, "file", "write", "large");
            } while (status == 0 && !isEnough);
        }
    }

    private static boolean isReady(String services) {
        return DRIVER.matcher(services).find() && !services.contains("starting");
    }

    /** Kills the process of the driver, and waits until the next process is ready. */
    private static void kill(Stage stage, ChildProcess kernel) {
        Matcher driver = DRIVER.matcher(stage.quietly("kernel", "stat"));
        if (driver.find()) {
            long before = Long.parseLong(driver.group(2));
            stage.event("kill -KILL " + driver.group(1) + ", the driver");
            ProcessHandle.of(Long.parseLong(driver.group(1)))
                    .ifPresent(ProcessHandle::destroyForcibly);
            Stage.await(kernel, () -> restarts(stage) > before);
        }
    }

    /** Returns how often the driver was started again; -1 while it is not ready. */
    private static long restarts(Stage stage) {
        Matcher driver = DRIVER.matcher(stage.quietly("kernel", "stat"));
        return driver.find() ? Long.parseLong(driver.group(2)) : -1;
    }
}
