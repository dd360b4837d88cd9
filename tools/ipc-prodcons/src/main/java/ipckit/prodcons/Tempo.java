package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Rate;
import ipckit.common.pipe.Pace;

import java.util.concurrent.TimeUnit;

/** From a rate that a user wishes to a pace that is kept. */
final class Tempo {
    private Tempo() {}

    /** The pace for a rate; null for none. */
    static Pace of(Rate rate) {
        if (rate == null) {
            return null;
        }
        double perSecond = (double) rate.count() * TimeUnit.SECONDS.toNanos(1) / rate.perNanos();
        if (perSecond < 1 || perSecond > Pace.MAX_PER_SECOND) {
            throw new IpcException(
                    Category.USAGE, "a rate is 1 to " + Pace.MAX_PER_SECOND + " items a second");
        }
        return new Pace((long) perSecond);
    }
}
