package ipckit.fan.each.output;

import ipckit.common.process.ProcessLaunch;

/**
 * The output of one job. With this base class, the job writes directly to the standard streams of
 * this program. The subclasses read the output of the job from pipes. Only the thread that runs the
 * job uses the object.
 */
public class JobOutput implements AutoCloseable {
    JobOutput() {}

    /**
     * Connects the standard output and standard error of a process that is not yet started to the
     * pipes of this object. In this base class, there are no pipes, so the process inherits the
     * standard streams of this program.
     *
     * @return {@code launch}
     */
    public ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    /**
     * Reads the output of the started process until every process that can write to this output has
     * closed it. Does nothing in this base class, because the process writes its output itself.
     *
     * @param whenSilent an action that runs whenever no process has written to the output or closed
     *     it for five seconds. A signal to this program may make the action run earlier.
     */
    public void read(Runnable whenSilent) {}

    /**
     * Discards the standard output of a failed try, except for the part that was already written. A
     * try is one execution of the job's command. Keeps standard error, because it explains the
     * failure. Must be called before the next try. Does nothing in this base class, because all
     * output is already written.
     */
    public void discard() {}

    /**
     * Completes the output of a job that is done.
     *
     * @param whenWritten runs when all output has been written, possibly in another thread
     */
    public void deliver(Runnable whenWritten) {
        whenWritten.run();
    }

    /**
     * Releases all resources of this output. If the output was not delivered because of a failure,
     * writes the output that is held in memory or in a file. Does nothing in this base class, which
     * has no resources.
     */
    @Override
    public void close() {}
}
