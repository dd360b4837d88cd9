package ipckit.dist.training;

import ipckit.common.cli.runner.Program;
import ipckit.multicall.KitProgram;

import java.util.ArrayList;
import java.util.List;

/**
 * The programs in the image, which is the directory tree that users install. A new program needs a
 * constant in this enum and command lines in {@code training.txt}.
 */
public enum ImageProgram {
    /** The program for bounded buffers. */
    PRODCONS(KitProgram.PRODCONS),
    /** The program for shared-memory segments. */
    SHM(KitProgram.SHM),
    /** The program for mailboxes. */
    MQ(KitProgram.MQ),
    /** The program for pipelines and chains. */
    CHAIN(KitProgram.CHAIN),
    /** The program for a parent with its children, and for pools of workers. */
    FAN(KitProgram.FAN);

    /**
     * The JVM options that make the JVM's first compiler (C1) compile only methods that are called
     * often. Thus a short command needs 15 per cent less processor time. {@link #FAN} does not have
     * these options, because a pool that starts thousands of processes would be slower with them.
     */
    private static final String COMPILES_LATE =
            "-XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000"
                    + " -XX:Tier3CompileThreshold=4000";

    /**
     * The JVM option that turns off the JVM's second, optimising compiler (C2). Thus a start needs
     * 10 per cent less processor time. Only {@link #SHM} and {@link #CHAIN} have this option. They
     * leave all long work to the kernel and to the C library. The other programs pass items and
     * messages in loops, which C2 makes up to 1.5 times as fast.
     */
    private static final String WITHOUT_OPTIMISER = "-XX:TieredStopAtLevel=1";

    private final KitProgram program;

    ImageProgram(KitProgram program) {
        this.program = program;
    }

    /** Returns the declaration of the program's verbs and options. */
    public Program declaration() {
        return program.declaration();
    }

    /** Returns the name of the program's launcher. */
    public String command() {
        return program.command();
    }

    /** Returns the name of the class that the launcher starts. */
    public String mainClass() {
        return program.mainClass().getName();
    }

    /** Returns the JVM options of the program's launcher, separated by blanks. */
    public String jvmOptions() {
        return switch (this) {
            case FAN -> "";
            case PRODCONS, MQ -> COMPILES_LATE;
            case SHM, CHAIN -> COMPILES_LATE + " " + WITHOUT_OPTIMISER;
        };
    }

    /**
     * Returns the verbs that run no loop over the user's data, whatever options and operands the
     * user gives. These verbs need no JIT compiler.
     */
    public List<String> verbsWithoutLoop() {
        List<String> verbs =
                new ArrayList<>(
                        List.of(
                                "daemon ls",
                                "daemon status",
                                "daemon stop",
                                "daemon restart",
                                "daemon wait",
                                "daemon rm"));
        verbs.addAll(ownVerbsWithoutLoop());
        return verbs;
    }

    /**
     * Returns the verbs of {@link #verbsWithoutLoop}, except the verbs of {@code daemon}, which all
     * programs have.
     */
    private List<String> ownVerbsWithoutLoop() {
        return switch (this) {
            case PRODCONS -> List.of("create", "stat", "explain", "ls", "gc", "rm");
            case SHM ->
                    List.of(
                            "create",
                            "read",
                            "write",
                            "cell get",
                            "cell set",
                            "cell add",
                            "cell cas",
                            "lock",
                            "attach",
                            "stat",
                            "ls",
                            "chmod",
                            "rm",
                            "gc");
            case MQ ->
                    List.of(
                            "create",
                            "wait",
                            "ack",
                            "nack",
                            "extend",
                            "stat",
                            "ls",
                            "gc",
                            "rm",
                            "task create",
                            "task ls",
                            "task stat",
                            "task rm",
                            "port",
                            "portset",
                            "kernel stat",
                            "kernel stop",
                            "kernel schedule",
                            "kernel unschedule",
                            "name",
                            "clock now",
                            "file ls",
                            "file rm");
            case CHAIN, FAN -> List.of("explain");
        };
    }

    /**
     * Returns the verbs that process only the operands of the command line, or one message, unless
     * the user gives an option of {@link #loopOptions} or reads messages from standard input.
     */
    public List<String> oneMessageVerbs() {
        return this == MQ
                ? List.of("send", "recv", "peek", "call", "msg send", "msg receive", "msg rpc")
                : List.of();
    }

    /**
     * Returns the options with which a verb of {@link #oneMessageVerbs} processes any number of
     * messages. Options of one letter are not listed, because the launcher assumes a loop for each
     * of them.
     */
    public List<String> loopOptions() {
        return List.of("--count", "--follow", "--drain", "--daemon");
    }

    /**
     * Returns the groups of verbs that use the complete AOT cache, even if the verb runs no loop.
     * These verbs, which control daemons and the microkernel, need many classes that other verbs
     * without a loop do not need.
     */
    public List<String> groupsInCompleteCache() {
        return this == MQ
                ? List.of(
                        "daemon", "task", "port", "portset", "msg", "kernel", "name", "clock",
                        "file")
                : List.of("daemon");
    }

    /** Runs one command line in this process and returns its exit code. */
    int run(String[] arguments) {
        return program.run(arguments);
    }

    /** Returns the program that has the launcher {@code command}. */
    static ImageProgram named(String command) {
        for (ImageProgram program : values()) {
            if (program.command().equals(command)) {
                return program;
            }
        }
        throw new IllegalArgumentException("no such program: " + command);
    }
}
