package ipckit.fan.each;

import ipckit.common.process.ProcessLaunch;

/** Where that goes which one job writes. Belongs to the thread that runs the job. */
interface JobOutput {
    /** Lets a process that is to be started write there. */
    ProcessLaunch connect(ProcessLaunch launch);

    /** Takes what the process writes, until nobody can write any more; it has been started. */
    void read();

    /** That try has failed, or was not even started, and there will be another. */
    void forget();

    /**
     * The job is done.
     *
     * @param then to be run when all that it has written is out, maybe by another thread
     */
    void deliver(Runnable then);

    /** Lets go of everything, come what may. */
    default void close() {}
}
