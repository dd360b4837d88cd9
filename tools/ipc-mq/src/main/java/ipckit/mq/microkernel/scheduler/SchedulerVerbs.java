package ipckit.mq.microkernel.scheduler;

import ipckit.common.cli.runner.Verb;

import java.util.List;

/** The verbs of the scheduler. */
public final class SchedulerVerbs {
    private SchedulerVerbs() {}

    /** Returns the verbs. */
    public static List<Verb> verbs() {
        return List.of(
                new Verb(
                        "kernel schedule",
                        "Schedule tasks, or list the scheduled tasks",
                        ScheduleTasksCommand::new),
                new Verb(
                        "kernel unschedule",
                        "Let tasks run without the scheduler",
                        UnscheduleTasksCommand::new));
    }
}
