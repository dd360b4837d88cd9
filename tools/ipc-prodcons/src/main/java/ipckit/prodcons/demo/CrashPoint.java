package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;
import ipckit.prodcons.demo.buffer.DemoRole;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The point at which a worker is killed: the worker dies when it reaches a step of the ring's
 * protocol for the nth time.
 *
 * @param step the step of the protocol
 * @param time the number n, from 1; 0 for the default n of the step
 */
record CrashPoint(CrashStep step, int time) {
    /** The environment variable that makes a worker kill itself at a step. */
    static final String VARIABLE = "IPCKIT_CRASH_AT";

    private static final int MAX_TIME = 1_000_000;

    /**
     * Converts a text such as {@code P4:3} to a crash point: the worker is killed when it reaches
     * step P4 (item committed) for the third time. The colon and the number may be absent.
     */
    enum CrashPointConverter implements Converter<CrashPoint> {
        ANY;

        @Override
        public CrashPoint convert(String text) {
            String[] parts = text.split(":", 2);
            for (CrashStep step : CrashStep.values()) {
                if (step.name().equals(parts[0])) {
                    return checked(step, parts.length == 1 ? 0 : time(text, parts[1]));
                }
            }
            throw usage("no such step: '" + text + "'; the steps are " + occurring());
        }

        @Override
        public String show(CrashPoint point) {
            return point.time == 0 ? point.step.name() : point.step.name() + ":" + point.time;
        }
    }

    private static CrashPoint checked(CrashStep step, int time) {
        if (!occurs(step)) {
            String why = "the buffer is bounded, and items are taken one by one";
            throw usage(step + " does not occur here: " + why);
        }
        return new CrashPoint(step, time);
    }

    private static int time(String text, String digits) {
        try {
            int time = Integer.parseInt(digits);
            if (time >= 1 && time <= MAX_TIME) {
                return time;
            }
        } catch (NumberFormatException e) {
            // The text is not a number. The statement after this block throws the usage error.
        }
        throw usage("'" + text + "' is not a step with a count from 1, such as P4:3");
    }

    private static boolean occurs(CrashStep step) {
        return switch (step) {
            case C2A, S1, S2, S3 -> false;
            default -> true;
        };
    }

    /** Returns the steps that a worker of a demonstration can reach, separated by blanks. */
    static String occurring() {
        return Arrays.stream(CrashStep.values())
                .filter(CrashPoint::occurs)
                .map(CrashStep::name)
                .collect(Collectors.joining(" "));
    }

    /** Returns the role of the workers that are to be killed at this point. */
    DemoRole victim() {
        return switch (step) {
            case A1, P2, P3, P4, P5, P6, T5, WAKE -> DemoRole.PRODUCER;
            default -> DemoRole.CONSUMER;
        };
    }

    /**
     * Returns the one or two points at which workers must die: worker 1 at the first point, and
     * worker 2 at the second point. There are two points when the step belongs to the recovery
     * after a death, because a worker reaches such a step only after another worker has died.
     */
    List<CrashPoint> deaths() {
        return switch (step) {
            // Worker 1 dies at A1 (lock acquired) and therefore leaves a lock that worker 2 takes
            // over.
            case A2, A3 -> List.of(new CrashPoint(CrashStep.A1, 4), this);
            // These two steps happen only if a dead worker has left items that it had claimed.
            // Therefore another worker first dies at C6, before it acknowledges its items.
            case C2, R1 -> List.of(new CrashPoint(CrashStep.C6, 2), this);
            default -> List.of(this);
        };
    }

    /**
     * Returns the value that {@link #VARIABLE} must have in the environment of the worker that is
     * to be killed. For example, {@code P4:3} kills the worker when it reaches step P4 for the
     * third time. If the number is 1, the value is only the name of the step.
     *
     * @param few whether the worker processes only a few items. If so, the default of the number is
     *     1, because the worker may not reach the step a second or third time.
     */
    String variableValue(boolean few) {
        int when = time > 0 ? time : defaultTime(few);
        return when == 1 ? step.name() : step.name() + ":" + when;
    }

    /**
     * Returns the default of {@code time}: the worker is killed when it has reached the step this
     * many times. For some steps, the default is greater than 1. The worker has then processed
     * items before its death, and the demonstration shows whether the recovery loses these items.
     *
     * @param few whether the worker processes only a few items; the default is then 1
     */
    private int defaultTime(boolean few) {
        return switch (step) {
            case A1 -> few ? 1 : 3;
            case P2, P3, P4, P5, P6, C3, C4, C5, C6, C7 -> few ? 1 : 2;
            default -> 1;
        };
    }

    /**
     * Returns a text for the user that describes the state of the ring after a worker has died at
     * this step. In many cases, the text also says how the ring recovers.
     */
    String left() {
        String producersLock = "the producers' lock held in its name, and ";
        String consumersLock = "the consumers' lock held in its name, and ";
        return switch (step) {
            case A1 ->
                    "a lock held in its name, and nothing begun under it; a waiting process takes"
                            + " it over";
            case A2 -> "the lock still in the name of the first victim";
            case A3 -> "the lock, taken over and now held in its own name";
            case P2 -> producersLock + "nothing written";
            case P3 ->
                    producersLock
                            + "an uncommitted item beyond `in`, which the next put overwrites";
            case P4 ->
                    producersLock
                            + "a committed item that it could not report: the item is delivered";
            case P5 -> "a committed item, and sleeping consumers that were not woken";
            case P6 -> "a committed item that it could not report: the item is delivered";
            case C2 -> "an item that it had claimed from a dead consumer: it is claimed again";
            case C3 -> consumersLock + "a claim that was recorded but not committed: it is void";
            case C4 -> consumersLock + "a claimed item";
            case C5 -> consumersLock + "sleeping producers that were not woken";
            case C6 -> "a claimed item: it goes to another consumer, marked as redelivered";
            case C7 -> "an acknowledged item whose slot was not freed: the next claim frees it";
            case R1 -> consumersLock + "an unfinished recovery: it begins again";
            case T1 ->
                    "a participant index that it had locked but not used; the kernel has unlocked"
                            + " it";
            case T5 -> "a registered participant that is dead";
            case WAKE -> "a committed item, and sleepers that it had found but not woken";
            case C2A, S1, S2, S3 -> throw new IllegalStateException(step.name());
        };
    }

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
