package ipckit.common.sync;

/**
 * How long to look before sleeping: some microseconds, and only where somebody else can run
 * meanwhile. Longer spinning collapses beside one busy neighbour.
 */
public final class Spin {
    /** Pauses before a sleep. */
    public static final int PAUSES = Runtime.getRuntime().availableProcessors() > 1 ? 150 : 0;

    private Spin() {}
}
