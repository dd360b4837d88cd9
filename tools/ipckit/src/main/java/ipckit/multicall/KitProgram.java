package ipckit.multicall;

import ipckit.common.cli.runner.Program;

/**
 * The programs of ipckit. A new program needs a constant in this enum.
 *
 * <p>Each constant has one field, which contains the name of the program's command. The other
 * properties of a program are not fields. If they were fields, the start of one program would load
 * the classes of all programs. Therefore each of the other properties has a method with a switch
 * over the constants.
 */
public enum KitProgram {
    /** The program for bounded buffers. */
    PRODCONS("ipc-prodcons"),
    /** The program for shared-memory segments. */
    SHM("ipc-shm"),
    /** The program for mailboxes. */
    MQ("ipc-mq"),
    /**
     * The program for pipelines and chains. In a chain, each process is the parent of the next one.
     */
    CHAIN("ipc-chain"),
    /** The program for pools of workers and for fans. In a fan, one parent starts all children. */
    FAN("ipc-fan");

    private static final String PREFIX = "ipc-";

    private final String command;

    KitProgram(String command) {
        this.command = command;
    }

    /** Returns the name of the command that starts the program, for example {@code ipc-mq}. */
    public String command() {
        return command;
    }

    /** Returns the name of the command without {@code ipc-}. */
    public String shortName() {
        return command.substring(PREFIX.length());
    }

    /**
     * Returns the purpose of the program in one line. Each {@code PURPOSE} is a compile-time
     * constant, which the compiler copies into this class. This method therefore loads no class of
     * a program.
     */
    public String purpose() {
        return switch (this) {
            case PRODCONS -> ipckit.prodcons.Main.PURPOSE;
            case SHM -> ipckit.shm.Main.PURPOSE;
            case MQ -> ipckit.mq.Main.PURPOSE;
            case CHAIN -> ipckit.chain.Main.PURPOSE;
            case FAN -> ipckit.fan.Main.PURPOSE;
        };
    }

    /** Returns the declaration of the program's verbs and options. */
    public Program declaration() {
        return switch (this) {
            case PRODCONS -> ipckit.prodcons.Main.PROGRAM;
            case SHM -> ipckit.shm.Main.PROGRAM;
            case MQ -> ipckit.mq.Main.PROGRAM;
            case CHAIN -> ipckit.chain.Main.PROGRAM;
            case FAN -> ipckit.fan.Main.PROGRAM;
        };
    }

    /** Returns the main class of the program. */
    public Class<?> mainClass() {
        return switch (this) {
            case PRODCONS -> ipckit.prodcons.Main.class;
            case SHM -> ipckit.shm.Main.class;
            case MQ -> ipckit.mq.Main.class;
            case CHAIN -> ipckit.chain.Main.class;
            case FAN -> ipckit.fan.Main.class;
        };
    }

    /** Runs one command line in this process and returns its exit code. */
    public int run(String[] args) {
        return switch (this) {
            case PRODCONS -> ipckit.prodcons.Main.run(args);
            case SHM -> ipckit.shm.Main.run(args);
            case MQ -> ipckit.mq.Main.run(args);
            case CHAIN -> ipckit.chain.Main.run(args);
            case FAN -> ipckit.fan.Main.run(args);
        };
    }

    /** Runs one command line and ends the process with its exit code. */
    void main(String[] args) {
        switch (this) {
            case PRODCONS -> ipckit.prodcons.Main.main(args);
            case SHM -> ipckit.shm.Main.main(args);
            case MQ -> ipckit.mq.Main.main(args);
            case CHAIN -> ipckit.chain.Main.main(args);
            case FAN -> ipckit.fan.Main.main(args);
        }
    }

    /**
     * Returns the program that a command such as {@code ipc-mq} starts; null for any other command.
     */
    public static KitProgram ofCommand(String command) {
        for (KitProgram program : values()) {
            if (program.command.equals(command)) {
                return program;
            }
        }
        return null;
    }

    /**
     * Returns the program that the user names in an argument; null if no program has this name.
     *
     * @param name the name of a command, with or without {@code ipc-}
     */
    static KitProgram named(String name) {
        return ofCommand(name.startsWith(PREFIX) ? name : PREFIX + name);
    }
}
