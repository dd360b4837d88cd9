package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.HashMap;
import java.util.Map;

/**
 * Lets things happen in the order of their numbers, 1, 2 and so on, whatever the order in which
 * they are ready. Safe for several threads.
 */
final class InOrder {
    private final int ahead;
    private final Map<Long, Runnable> ready = new HashMap<>();
    private long next = 1;
    private boolean atWork;
    private boolean broken;

    /**
     * @param ahead how many may be begun before the first of them is done
     */
    InOrder(int ahead) {
        this.ahead = ahead;
    }

    /**
     * Waits until this number may be begun: what is held must not grow without end. Waits no more
     * when an action has failed.
     */
    synchronized void awaitNear(long number) {
        while (number - next >= ahead && !broken) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IpcException(Category.FAILED, "interrupted", e);
            }
        }
    }

    /**
     * Does it when those before have been done: now, or another thread later. What an action throws
     * comes to the one who does it, and no other is done after that.
     */
    void use(long number, Runnable action) {
        Runnable due;
        synchronized (this) {
            ready.put(number, action);
            due = begin();
        }
        while (due != null) {
            carryOut(due);
            synchronized (this) {
                atWork = false;
                next++;
                notifyAll();
                due = begin();
            }
        }
    }

    private void carryOut(Runnable action) {
        boolean done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (!done) {
                synchronized (this) {
                    broken = true;
                    notifyAll();
                }
            }
        }
    }

    /** What is to be done now, by the one who has asked. */
    private Runnable begin() {
        Runnable due = atWork ? null : ready.remove(next);
        atWork |= due != null;
        return due;
    }
}
