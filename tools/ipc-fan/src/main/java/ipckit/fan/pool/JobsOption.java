package ipckit.fan.pool;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

/** The option {@code --jobs}, which limits how many commands of a pool run at the same time. */
public final class JobsOption {
    private final Argument<JobCount> jobs;

    private JobsOption(Arguments arguments, String help, int least) {
        jobs =
                arguments
                        .option("-j, -P, --jobs", "N", help, text -> JobCount.parse(text, least))
                        .examples("1", "2", "4", "8", "50%", "100%")
                        .orElse(JobCount.PER_PROCESSOR);
    }

    /**
     * Declares the option for a verb that accepts 0, which means as many jobs as the system allows.
     *
     * @param what the beginning of the help text, such as {@code workers at a time}
     */
    public static JobsOption of(Arguments arguments, String what) {
        String help = what + "; N% of the processors; 0: as many as the system allows";
        return new JobsOption(arguments, help, 0);
    }

    /**
     * Declares the option for a verb that rejects the value 0.
     *
     * @param what the beginning of the help text, such as {@code commands at a time}
     */
    public static JobsOption fromOne(Arguments arguments, String what) {
        return new JobsOption(arguments, what + "; N% of the processors", 1);
    }

    /** Returns whether the user gave the option. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(jobs);
    }

    /** Returns the number of jobs, at least 1. */
    public int count(ParsedArguments given) {
        return given.get(jobs).resolve();
    }
}
