package ipckit.mq.microkernel.scheduler;

import java.util.List;

/** Decides which of the scheduled tasks runs. */
final class TaskChoice {
    private TaskChoice() {}

    /**
     * A task that can run.
     *
     * @param task the name of the task
     * @param waitNanos the time since the task last ran, in nanoseconds; 0 if the task runs
     */
    record Candidate(String task, long priority, long waitNanos) {
        boolean precedes(Candidate other) {
            return priority == other.priority
                    ? waitNanos > other.waitNanos
                    : priority > other.priority;
        }
    }

    /**
     * Returns the task with the highest priority. Among tasks of the same priority, returns the
     * task that has waited longest, so that these tasks run in turn. Among tasks that have also
     * waited equally long, returns the first task of the list.
     *
     * @param candidates the tasks, at least one
     */
    static String next(List<Candidate> candidates) {
        Candidate best = candidates.getFirst();
        for (Candidate candidate : candidates) {
            if (candidate.precedes(best)) {
                best = candidate;
            }
        }
        return best.task();
    }
}
