package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.process.Shutdown;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.OwnFailureReport;

import java.nio.ByteBuffer;
import java.util.List;

/** Prints the commands of all jobs that would be run, quoted for a shell, without running them. */
final class CommandPrinter {
    private final EachPlan plan;
    private final Console console;
    private final SharedStdout out;
    private final FanExitStatus exitStatus;

    private CommandPrinter(EachPlan plan, Console console) {
        this.plan = plan;
        this.console = console;
        this.out = new SharedStdout(console);
        this.exitStatus = new FanExitStatus(plan.stream().limits().exit());
    }

    /** Prints all commands. Returns the exit code. */
    static int print(EachPlan plan, Console console) {
        try {
            return new CommandPrinter(plan, console).print();
        } catch (IpcException e) {
            return OwnFailureReport.printUnlessUnusable(e, console);
        }
    }

    private int print() {
        Shutdown.onClosedOutput();
        RecordQueue records =
                plan.records().queue(console, RecordQueue.AHEAD, plan::isDone).start();
        for (JobRecord next = records.take(); next != null; next = records.take()) {
            print(next);
        }
        return exitStatus.status();
    }

    private void print(JobRecord record) {
        try {
            List<byte[]> words = plan.template().words(record.values(), record.number(), 1);
            out.write(ByteBuffer.wrap(ShellQuoting.line(words)));
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            console.error("ipc-fan: job " + record.number() + ": " + e.getMessage());
            exitStatus.add(ExitCode.UNUSABLE.code());
        }
    }
}
