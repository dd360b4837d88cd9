package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Rate;
import ipckit.common.pipe.RatePacer;

import java.util.concurrent.TimeUnit;

/**
 * Makes the pacer that limits the number of items per second to the value of the option {@code
 * --rate}.
 */
public final class PacerFactory {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_COUNT = SECOND * SECOND;

    private PacerFactory() {}

    /**
     * Returns a pacer for a rate, or null when {@code rate} is null, which means an unlimited rate.
     *
     * @throws IpcException USAGE when the rate exceeds {@link RatePacer#MAX_PER_SECOND}
     */
    public static RatePacer of(Rate rate) {
        if (rate == null) {
            return null;
        }
        if (rate.count() <= MAX_COUNT / rate.perNanos()) {
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
