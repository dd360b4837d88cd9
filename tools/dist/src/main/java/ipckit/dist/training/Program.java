package ipckit.dist.training;

import java.util.function.ToIntFunction;

/** The programs of the image. A new one is a line here, and lines in {@code training.txt}. */
public enum Program {
    /** The bounded buffer. */
    PRODCONS("ipc-prodcons", ipckit.prodcons.Main.class, ipckit.prodcons.Main::run),
    /** Shared memory. */
    SHM("ipc-shm", ipckit.shm.Main.class, ipckit.shm.Main::run),
    MQ("ipc-mq", ipckit.mq.Main.class, ipckit.mq.Main::run),
    CHAIN("ipc-chain", ipckit.chain.Main.class, ipckit.chain.Main::run),
    FAN("ipc-fan", ipckit.fan.Main.class, ipckit.fan.Main::run);

    private final String command;
    private final Class<?> main;
    private final ToIntFunction<String[]> run;

    Program(String command, Class<?> main, ToIntFunction<String[]> run) {
        this.command = command;
        this.main = main;
        this.run = run;
    }

    /** The name by which users call it. */
    public String command() {
        return command;
    }

    /** The name of the class that the launcher starts. */
    public String mainClass() {
        return main.getName();
    }

    /** Runs one command line in this process and returns its exit code. */
    int run(String[] arguments) {
        return run.applyAsInt(arguments);
    }

    /** The program that users call by {@code command}. */
    static Program named(String command) {
        for (Program program : values()) {
            if (program.command.equals(command)) {
                return program;
            }
        }
        throw new IllegalArgumentException("no such program: " + command);
    }
}
