package ipckit.mq.microkernel.clock;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;

import java.util.List;

/**
 * The clock. The requests are:
 *
 * <pre>
 * now         the reply has the time
 * alarm AT    the reply has the time, and is sent at the instant AT, or at once if AT is past
 * </pre>
 *
 * <p>The time is a line as {@link ClockReading} describes it. {@code AT} is the instant in
 * nanoseconds of the monotonic clock, at least 0. The service handles other requests while alarms
 * are open. If {@link #MOST_ALARMS} alarms are open, a further one fails with WOULD_BLOCK.
 */
public final class ClockService implements Service {
    /**
     * The largest number of requests without a reply. While there are that many, the service
     * accepts no further request.
     */
    public static final int MOST_REQUESTS = 4096;

    /**
     * The largest number of open alarms. The rest of {@link #MOST_REQUESTS} is for requests that
     * are answered at once. Without this rest, clients that set many alarms could prevent other
     * clients from reading the time.
     */
    static final int MOST_ALARMS = MOST_REQUESTS - 96;

    private final AlarmTimer timer = new AlarmTimer(MOST_ALARMS);

    /** Creates the service, and starts the thread that waits for alarms. */
    public ClockService() {
        timer.start();
    }

    @Override
    public void handle(ServiceRequest request) {
        List<String> arguments = request.message().arguments();
        switch (request.message().operation()) {
            case "now" -> {
                if (!arguments.isEmpty()) {
                    throw new IpcException(Category.UNUSABLE, "now needs no arguments");
                }
                reply(request);
            }
            case "alarm" -> setAlarm(request, instant(arguments));
            default ->
                    throw new IpcException(Category.UNUSABLE, "unknown request: use now or alarm");
        }
    }

    @Override
    public void cancel(String id) {
        timer.cancel(id);
    }

    private static long instant(List<String> arguments) {
        try {
            if (arguments.size() == 1) {
                long at = Long.parseLong(arguments.getFirst());
                if (at >= 0) {
                    return at;
                }
            }
        } catch (NumberFormatException e) {
            // The request is refused below.
        }
        throw new IpcException(
                Category.UNUSABLE, "alarm needs an instant of the monotonic clock in nanoseconds");
    }

    private void setAlarm(ServiceRequest request, long at) {
        // An alarm that is due already rings at once, and does not count as open. After a crash of
        // the clock, the kernel repeats each request whose reply it has not read, even if the alarm
        // has rung. Such requests must not fail because of the limit of open alarms.
        if (at <= System.nanoTime()) {
            reply(request);
        } else if (!timer.set(request.id(), at, () -> reply(request))) {
            throw new IpcException(
                    Category.WOULD_BLOCK, "the clock has " + MOST_ALARMS + " alarms already");
        }
    }

    private static void reply(ServiceRequest request) {
        request.reply(ClockReading.now().line());
    }
}
