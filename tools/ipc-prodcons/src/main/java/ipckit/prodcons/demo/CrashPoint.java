package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;
import ipckit.prodcons.demo.buffer.DemoRole;

/**
 * Where a process is to die: at a step of the protocol, when it comes there for the nth time.
 *
 * @param step the step
 * @param time which time, from 1; 0 for one that makes a good demonstration
 */
record CrashPoint(CrashStep step, int time) {
    /** The variable by which a process is told to die. */
    static final String VARIABLE = "IPCKIT_CRASH_AT";

    private static final int MOST_TIMES = 1_000_000;

    /** {@code P4}, or {@code P4:3} for the third time. */
    enum Typed implements Converter<CrashPoint> {
        ANY;

        @Override
        public CrashPoint convert(String text) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            for (CrashStep step : CrashStep.values()) {
                if (step.name().equals(name)) {
                    return checked(step, colon < 0 ? 0 : time(text, text.substring(colon + 1)));
                }
            }
            throw usage("no such step: '" + text + "'; there are " + occurring());
        }

        @Override
        public String show(CrashPoint point) {
            return point.time == 0 ? point.step.name() : point.step.name() + ":" + point.time;
        }
    }

    private static CrashPoint checked(CrashStep step, int time) {
        if (!occurs(step)) {
            throw usage(
                    step + " does not occur: the buffer is bounded, and its items go one by one");
        }
        return new CrashPoint(step, time);
    }

    private static int time(String text, String digits) {
        try {
            int time = Integer.parseInt(digits);
            if (time >= 1 && time <= MOST_TIMES) {
                return time;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw usage("'" + text + "' is not a step and which time, such as P4:3");
    }

    private static boolean occurs(CrashStep step) {
        return switch (step) {
            case C2A, S1, S2, S3 -> false;
            default -> true;
        };
    }

    /** The steps that the demonstration can come to, for messages. */
    static String occurring() {
        StringBuilder names = new StringBuilder();
        for (CrashStep step : CrashStep.values()) {
            if (occurs(step)) {
                names.append(names.isEmpty() ? "" : " ").append(step.name());
            }
        }
        return names.toString();
    }

    /** Who is to die there. */
    DemoRole victim() {
        return switch (step) {
            case A1, P2, P3, P4, P5, P6, T5, WAKE -> DemoRole.PRODUCER;
            default -> DemoRole.CONSUMER;
        };
    }

    /**
     * Some steps are of the recovery itself: there another consumer must have died before, at the
     * point that this returns. Null for the others.
     */
    CrashPoint before() {
        return switch (step) {
            case A2, A3 -> new CrashPoint(CrashStep.A1, 4); // while it holds the consumers' lock
            case C2, R1 -> new CrashPoint(CrashStep.C6, 2); // with an item in its hands
            default -> null;
        };
    }

    /**
     * What the variable is set to.
     *
     * @param few whether the victim has so little to do that it may come there only once
     */
    String wish(boolean few) {
        int when = time > 0 ? time : usualTime(few);
        return when == 1 ? step.name() : step.name() + ":" + when;
    }

    /** Not the very first time where that is possible: let there be something to lose. */
    private int usualTime(boolean few) {
        return switch (step) {
            case A1 -> few ? 1 : 3;
            case P2, P3, P4, P5, P6, C3, C4, C5, C6, C7 -> few ? 1 : 2;
            default -> 1;
        };
    }

    /** What a death there leaves, and what becomes of it. */
    String left() {
        return switch (step) {
            case A1 ->
                    "a lock in its name, and nothing begun under it; whoever waits takes it over";
            case A2 -> "the lock still in the name of the one who died first";
            case A3 -> "the lock taken over, and now in its own name";
            case P2 -> "the producers' lock in its name, and nothing written";
            case P3 ->
                    "the producers' lock in its name, and an item beyond `in` that nobody sees: it"
                            + " was never put, and the next put overwrites it";
            case P4 ->
                    "the producers' lock in its name, and an item that is in although its producer"
                            + " could not tell: it is delivered";
            case P5 -> "an item that is in, and sleeping consumers whom nobody has woken";
            case P6 -> "an item that is in although its producer could not tell: it is delivered";
            case C2 -> "an item taken over from a dead consumer, in dead hands again";
            case C3 ->
                    "the consumers' lock in its name, and a claim of an item that was not moved"
                            + " past: it was never given out, and the claim is void";
            case C4 -> "the consumers' lock in its name, and a claimed item in its hands";
            case C5 ->
                    "the consumers' lock in its name, and producers whom nobody has told of room";
            case C6 -> "a claimed item in its hands: it goes to another consumer, marked";
            case C7 -> "an acknowledged item whose slot was not made free: the next claim does it";
            case R1 -> "the consumers' lock in its name, in the middle of a recovery: begin again";
            case T1 -> "a place taken and nothing in it; the kernel has freed it";
            case T5 -> "a place with a name in it that nobody lives in";
            case WAKE -> "an item that is in, and sleepers who were seen and not woken";
            case C2A, S1, S2, S3 -> throw new IllegalStateException(step.name());
        };
    }

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
