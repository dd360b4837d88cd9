package ipckit.mq.microkernel.clock;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs of the clock. */
public final class ClockVerbs {
    private ClockVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup("clock", "The clock of a kernel", ClockVerbs::verbs);
    }

    private static List<Verb> verbs() {
        return List.of(
                new Verb("clock now", "Print the time", ShowClockCommand::new),
                new Verb("clock alarm", "Wait until the clock rings", AwaitAlarmCommand::new));
    }
}
