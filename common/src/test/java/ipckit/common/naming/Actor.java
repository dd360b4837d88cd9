package ipckit.common.naming;

import ipckit.common.IpcException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The main class of processes that perform actions on a {@link Namespace} for a test. */
final class Actor {
    /** The name of the file that marks an object as removed in these tests. */
    static final String MARK = "removed";

    private Actor() {}

    /**
     * Starts a process that runs {@link #main}, which performs the action {@code act}. The process
     * inherits the standard error of the test.
     *
     * @param prefix the words before the command, for example a program that changes the user and
     *     then runs the command
     */
    static Process start(List<String> prefix, Path home, String... act) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        String classPath = directoryOf(Actor.class) + ":" + directoryOf(Namespace.class);
        command.addAll(List.of("-cp", classPath, Actor.class.getName(), home.toString()));
        command.addAll(List.of(act));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Starts a process as {@link #start} does, waits until it ends, and returns its output. */
    static String run(List<String> prefix, Path home, String... act)
            throws IOException, InterruptedException {
        return outputOf(start(prefix, home, act));
    }

    /** Waits until a process ends, and returns its output. */
    static String outputOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return output;
    }

    private static String directoryOf(Class<?> type) {
        URI location =
                URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
        return Path.of(location).toString();
    }

    /** Runs a command, and returns whether it exists and exits with 0. */
    static boolean isPossible(String... command) throws InterruptedException {
        try {
            ProcessBuilder.Redirect nowhere = ProcessBuilder.Redirect.DISCARD;
            ProcessBuilder quiet = new ProcessBuilder(command);
            return quiet.redirectOutput(nowhere).redirectError(nowhere).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static Namespace namespace(Path home) {
        return namespace(home, Actor::retire);
    }

    /** Returns a namespace that calls {@code retire} with the directory of each removed object. */
    static Namespace namespace(Path home, Consumer<Path> retire) {
        return namespace(home, retire, _ -> false);
    }

    /**
     * Returns a namespace in which a removed object is kept as long as {@code isInUse} returns true
     * for it.
     */
    static Namespace namespace(Path home, Consumer<Path> retire, Predicate<Path> isInUse) {
        ObjectLifecycle lifecycle =
                new ObjectLifecycle() {
                    @Override
                    public boolean isRemoved(Path directory) {
                        return Actor.isRemoved(directory);
                    }

                    @Override
                    public void retire(Path directory) {
                        retire.accept(directory);
                    }

                    @Override
                    public boolean isInUse(Path directory) {
                        return isInUse.test(directory);
                    }
                };
        return new Namespace(
                HomeDirectory.at(home), "buf.", "buffer", (_, mode) -> mode, lifecycle);
    }

    /** Writes two files with the same text into the directory of a new object. */
    static void fill(Path directory) throws IOException {
        String text = CurrentProcess.pid() + "-" + System.nanoTime();
        Files.writeString(directory.resolve("first"), text);
        Files.writeString(directory.resolve("second"), text);
    }

    /** Returns whether an object is marked as removed, or its file {@code first} is absent. */
    static boolean isRemoved(Path directory) {
        return Files.exists(directory.resolve(MARK)) || !Files.exists(directory.resolve("first"));
    }

    /** Marks an object as removed, if it exists. */
    static void retire(Path directory) {
        try {
            Files.createFile(directory.resolve(MARK));
        } catch (IOException e) {
            // The object is already marked as removed, or is already deleted, so there is nothing
            // to do.
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Namespace namespace = namespace(home);
        ObjectName name = new ObjectName(arguments[2]);
        try {
            switch (arguments[1]) {
                case "create" -> namespace.create(name, 0640, Actor::fill);
                case "create-large" -> namespace.create(name, 0640, Actor::fillTooMuch);
                case "hang" -> namespace.create(name, 0640, Actor::hang);
                case "hang-outside" ->
                        namespace.create(
                                name,
                                0640,
                                directory ->
                                        new DurableDirectory(
                                                        home.resolveSibling("disk"), name, "buffer")
                                                .create(
                                                        directory,
                                                        0600,
                                                        (_, mode) -> mode,
                                                        Actor::hang));
                case "churn" -> {
                    System.out.println("churning");
                    countCreations(namespace, name, Integer.MAX_VALUE);
                }
                case "remove" -> namespace.remove(name);
                case "sweep" -> {
                    System.out.println(namespace.sweep().size());
                    return;
                }
                case "count-creations" -> {
                    countCreations(namespace, name, Integer.parseInt(arguments[3]));
                    return;
                }
                default -> throw new IllegalArgumentException(arguments[1]);
            }
            System.out.println("done");
        } catch (IpcException e) {
            System.out.println(e.category());
        }
    }

    private static void fillTooMuch(Path directory) throws IOException {
        Files.write(directory.resolve("large"), new byte[1 << 22]);
    }

    private static void hang(Path directory) throws IOException {
        fill(directory);
        System.out.println("hanging");
        while (true) {
            LockSupport.park();
        }
    }

    /**
     * Creates and removes an object with the same name repeatedly. Prints the number of creations
     * and removals that succeeded.
     */
    private static void countCreations(Namespace namespace, ObjectName name, int rounds) {
        int created = 0;
        int removed = 0;
        for (int round = 0; round < rounds; round++) {
            try {
                namespace.create(name, 0600, Actor::fill);
                created++;
            } catch (IpcException e) {
                expect(e, IpcException.Category.EXISTS);
            }
            try {
                namespace.remove(name);
                removed++;
            } catch (IpcException e) {
                expect(e, IpcException.Category.ABSENT);
            }
        }
        System.out.println(created + " " + removed);
    }

    static void expect(IpcException e, IpcException.Category category) {
        if (e.category() != category) {
            throw e;
        }
    }
}
