package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;

/** A death among the processes, and how soon the others went on. Belongs to one thread. */
final class Aftermath {
    private static final long NEVER = -1;

    private final Worker victim;
    private final long at = System.nanoTime();
    private long nextStep = NEVER;
    private Worker nextBy;
    private long takenAgain = NEVER;
    private Worker takenAgainBy;
    private String takenAgainItem;

    Aftermath(Worker victim) {
        this.victim = victim;
    }

    /** Hears what the others report. */
    void hear(Worker who, Report report) {
        Kind kind = report.kind();
        boolean again = kind == Kind.TAKEN_AGAIN;
        if (report.nanos() - at < 0 || !again && kind != Kind.PUT && kind != Kind.TAKEN) {
            return;
        }
        if (nextStep == NEVER) {
            nextStep = report.nanos() - at;
            nextBy = who;
        }
        if (again && takenAgain == NEVER) {
            takenAgain = report.nanos() - at;
            takenAgainBy = who;
            takenAgainItem = report.item().name();
        }
    }

    Worker victim() {
        return victim;
    }

    /** Who took the next step in the buffer; null when nobody had to. */
    Worker nextBy() {
        return nextBy;
    }

    long nextMillis() {
        return millis(nextStep);
    }

    /** Who took an item again; null when nobody had to. */
    Worker takenAgainBy() {
        return takenAgainBy;
    }

    String takenAgainItem() {
        return takenAgainItem;
    }

    long takenAgainMillis() {
        return millis(takenAgain);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
