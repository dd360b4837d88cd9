package ipckit.multicall;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.util.Arrays;
import java.util.List;

/**
 * The entry point of {@code ipckit}, the command that contains all programs. If the command is
 * called by the name of a program, for example through a link named {@code ipc-mq}, it acts as that
 * program. Otherwise its first argument selects the program.
 */
public final class Main {
    /** The name and the purpose of the command. The command has programs instead of verbs. */
    static final Program KIT =
            Program.of("ipckit", "Programs for communication between processes", List.of());

    private static final String HELP = "help";

    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        KitProgram called = called();
        if (called != null) {
            ThisProgram.select(called.command());
            called.main(args);
            return;
        }
        boolean isHelp = args.length > 1 && args[0].equals(HELP);
        int name = isHelp ? 1 : 0;
        KitProgram chosen = args.length > name ? KitProgram.named(args[name]) : null;
        if (chosen != null) {
            ThisProgram.select(chosen.command());
            String[] words = Arrays.copyOfRange(args, isHelp ? name : name + 1, args.length);
            if (isHelp) {
                words[0] = HELP;
            }
            chosen.main(words);
            return;
        }
        Runner.reportUncaught(KIT);
        Shutdown.onSignals();
        String[] exact = OwnCommandLine.exactArguments(args);
        Shutdown.exit(Runner.run(KIT, console -> withoutProgram(exact, console)));
    }

    /**
     * Returns the program that the called path names. The called path is the path by which the user
     * called the command. For example, {@code bin/ipc-mq} names the program {@code ipc-mq}. If the
     * called path is a symbolic link, the file name of its target counts, too. If the target is
     * another link, the file name of that link's target also counts, and so on. Returns null if
     * none of these names is the name of a program.
     */
    private static KitProgram called() {
        KitProgram called = KitProgram.ofCommand(OwnCommandLine.programName());
        if (called == null) {
            for (String name : ThisProgram.calledNames()) {
                called = called == null ? KitProgram.ofCommand(name) : called;
            }
        }
        return called;
    }

    /** Runs a command line that selects no program, and returns the exit code. */
    private static int withoutProgram(String[] args, Console console) {
        switch (args.length == 0 ? "" : args[0]) {
            case "-V", "--version" -> console.text().println(KIT.name() + " " + Program.version());
            case "-h", "--help" -> KitHelp.print(console.text());
            case HELP -> {
                if (args.length > 1) {
                    throw ProgramLookup.failure(args[1]);
                }
                KitHelp.print(console.text());
            }
            case "" -> throw ProgramLookup.missing();
            default -> throw ProgramLookup.failure(args[0]);
        }
        return ExitCode.OK.code();
    }
}
