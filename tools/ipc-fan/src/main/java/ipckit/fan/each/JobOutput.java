package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/**
 * The output of one job. With this base class, the job writes directly to the standard output of
 * this program. The subclasses read the output of the job from a pipe. Only the thread that runs
 * the job uses the object.
 */
class JobOutput implements AutoCloseable {
    /**
     * Sets the standard output of a process that is not yet started, so that this object receives
     * the output of the process. Returns {@code launch}.
     */
    ProcessLaunch connect(ProcessLaunch launch) {
        return launch;
    }

    /** Reads the output of the started process until every writer has closed the output. */
    void read() {}

    /**
     * Discards the output of an execution of the job's command that has failed or could not start.
     * Must be called before the next execution. Output that was already written to standard output
     * cannot be discarded.
     */
    void discard() {}

    /**
     * Completes the output of a job that is done.
     *
     * @param whenWritten runs when all output has been written, possibly in another thread
     */
    void deliver(Runnable whenWritten) {
        whenWritten.run();
    }

    /** Releases all resources of this output, even after a failure. */
    @Override
    public void close() {}
}
