package ipckit.prodcons.demo;

/** Puts what the processes report into the order in which it happened. Belongs to one thread. */
sealed interface Story permits RingStory, TextbookStory {
    /** Hears a report; those of one process come in its order. */
    void hear(Worker who, Report report);

    /** Hears that a process was killed; it will report no more. */
    void died(Worker who);

    /**
     * The next moment.
     *
     * @param until reports from after this instant wait: something may have come before them
     * @return null when nothing is known to be next
     */
    Moment next(long until);
}
