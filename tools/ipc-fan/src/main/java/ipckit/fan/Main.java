package ipckit.fan;

import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.daemon.control.DaemonVerbs;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;
import ipckit.fan.each.EachCommand;
import ipckit.fan.serve.ServeRecordsCommand;
import ipckit.fan.shell.ShellCommand;
import ipckit.fan.source.RunFromSourceCommand;
import ipckit.fan.split.SplitCommand;
import ipckit.fan.textbook.ExplainFanCommand;
import ipckit.fan.textbook.FanCommand;

import java.util.List;

/** The entry point of {@code ipc-fan}, and the list of its verbs. */
public final class Main {
    /** The purpose of the program in one line, for the help pages. */
    public static final String PURPOSE =
            "One parent and its children; pools of workers that lose no work";

    /** The declaration of the program, from which the help and the completions are generated. */
    public static final Program PROGRAM =
            Program.withTextbookForm(
                    "ipc-fan",
                    PURPOSE,
                    Verb.textbook(
                            "The textbook's program: a parent and N children print a line each",
                            FanCommand::withoutVerb),
                    List.of(
                            new Verb("run", "Run a command in each of N children", FanCommand::run),
                            new Verb(
                                    "each",
                                    "Run a command for each record of stdin or of a list",
                                    EachCommand::new),
                            new Verb(
                                    "split",
                                    "Divide stdin among several children",
                                    SplitCommand::new),
                            new Verb(
                                    "serve",
                                    "Have each record of stdin answered by a worker",
                                    ServeRecordsCommand::new),
                            new Verb(
                                            "from",
                                            "Run a command for each message of a mailbox or item of"
                                                    + " a buffer",
                                            RunFromSourceCommand::new)
                                    .destructive(),
                            new Verb("shell", "Run the commands of stdin", ShellCommand::new),
                            new Verb(
                                    "explain",
                                    "Print what fork() returns and why the loop makes a fan",
                                    ExplainFanCommand::new)),
                    DaemonVerbs.of("ipc-fan"));

    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.onSignals();
        return Runner.run(PROGRAM, OwnCommandLine.exactArguments(args));
    }

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        Runner.reportUncaught(PROGRAM);
        Shutdown.exit(run(args));
    }
}
