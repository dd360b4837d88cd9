package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Rate;
import ipckit.common.pipe.RatePacer;

import java.util.concurrent.TimeUnit;

/** From a rate that a user wishes to a pace that is kept. */
public final class PacerFactory {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST = SECOND * SECOND;

    private PacerFactory() {}

    /** The pace for a rate; null for none. */
    public static RatePacer of(Rate rate) {
        if (rate == null) {
            return null;
        }
        if (rate.count() <= MOST / rate.perNanos()) {
            return new RatePacer(rate.count(), rate.perNanos());
        }
        long perSecond = (long) ((double) rate.count() * SECOND / rate.perNanos());
        if (perSecond > RatePacer.MAX_PER_SECOND) {
            throw new IpcException(
                    Category.USAGE, "a rate is at most " + RatePacer.MAX_PER_SECOND + "/s");
        }
        return new RatePacer(perSecond, SECOND);
    }
}
