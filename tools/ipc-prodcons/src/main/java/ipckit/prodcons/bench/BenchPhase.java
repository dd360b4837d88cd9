package ipckit.prodcons.bench;

/**
 * The next task of both ends. The client sends a phase as the sequence number of an item of the
 * smallest size.
 *
 * @param size the size of the phase's items, in bytes
 */
record BenchPhase(Kind kind, int size) {
    /** The sequence number of the item that ends a phase. */
    static final long LAST = -1;

    private static final Kind[] KINDS = Kind.values();

    /** The kinds of phase. */
    enum Kind {
        /** The client sends items one way, without waiting for the server. */
        THROUGHPUT,
        /** The server returns each item before the client sends the next item. */
        ROUND_TRIP,
        /** Both ends stop. */
        END
    }

    static BenchPhase of(long coded) {
        return new BenchPhase(KINDS[(int) (coded >>> Integer.SIZE)], (int) coded);
    }

    long coded() {
        return (long) kind.ordinal() << Integer.SIZE | size;
    }
}
