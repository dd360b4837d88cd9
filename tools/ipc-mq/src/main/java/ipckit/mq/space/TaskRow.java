package ipckit.mq.space;

/**
 * A row of the port space's table for a task. The names in capitals are fields of {@link
 * RowLayout}. {@code PORT} refers to the task's notify port, and {@code OTHER} to its kernel port.
 * {@code COUNT} is 1 if the task belongs to a process. Such a process locks a file, the task's run
 * file, until it ends.
 */
record TaskRow(Change change, int row) {
    private static final long DYING = 1;

    static TaskRow create(Change change, String name) {
        TaskRow task = new TaskRow(change, change.allocate(RowKind.TASK));
        change.set(task.row, RowLayout.NUMBER, change.newNumber());
        change.setName(task.row, name);
        return task;
    }

    long number() {
        return change.get(row, RowLayout.NUMBER);
    }

    String name() {
        return change.name(row);
    }

    /** Returns whether the row still contains the task with a number, and the task is not dying. */
    boolean isAlive(long number) {
        return change.get(row, RowLayout.KIND) == RowKind.TASK.ordinal()
                && number() == number
                && !isDying();
    }

    boolean isDying() {
        return change.get(row, RowLayout.STATE) == DYING;
    }

    /** Marks this task as dying. Has no effect if it is dying already. */
    void die() {
        if (!isDying()) {
            change.set(row, RowLayout.STATE, DYING);
            change.addDying(1);
        }
    }

    /** Deletes the row of this dying task from the port space's table. */
    void delete() {
        change.addDying(-1);
        change.free(row);
    }

    boolean hasProcess() {
        return change.get(row, RowLayout.COUNT) != 0;
    }

    void setProcess(boolean has) {
        change.set(row, RowLayout.COUNT, has ? 1 : 0);
    }

    /** Returns the row index of the notify port; NO_ROW if the port is dead. */
    int notifyPort() {
        return change.reference(row, RowLayout.PORT, RowKind.PORT);
    }

    void setNotifyPort(int port) {
        change.setReference(row, RowLayout.PORT, port);
    }

    /** Returns the row index of the kernel port; NO_ROW if the port is dead. */
    int kernelPort() {
        return change.reference(row, RowLayout.OTHER, RowKind.PORT);
    }

    void setKernelPort(int port) {
        change.setReference(row, RowLayout.OTHER, port);
    }
}
