package ipckit.prodcons.bench;

/**
 * The next task of the client and the server. The client announces a phase with an item of the
 * smallest size, whose sequence number encodes the phase.
 *
 * @param size the size of the phase's items, in bytes
 */
record BenchPhase(Kind kind, int size) {
    /** The sequence number of the item that ends a phase. */
    static final long LAST = -1;

    private static final Kind[] KINDS = Kind.values();

    enum Kind {
        /** The client sends items, and the server returns none. */
        THROUGHPUT,
        /** The server returns each item before the client sends the next item. */
        ROUND_TRIP,
        /** The server ends. */
        END
    }

    static BenchPhase of(long coded) {
        return new BenchPhase(KINDS[(int) (coded >>> Integer.SIZE)], (int) coded);
    }

    long coded() {
        return (long) kind.ordinal() << Integer.SIZE | size;
    }
}
