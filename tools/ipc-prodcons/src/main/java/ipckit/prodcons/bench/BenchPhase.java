package ipckit.prodcons.bench;

/**
 * One phase of the communication between client and server. In the last phase, the server process
 * ends. In every other phase, the client measures. The client announces each phase to the server
 * with an item of the smallest size. The sequence number of this item encodes the phase.
 *
 * @param size the size of the items that the client sends in the phase, in bytes
 */
record BenchPhase(Kind kind, int size) {
    /** The sequence number of the item that ends a phase. */
    static final long LAST = -1;

    private static final Kind[] KINDS = Kind.values();

    enum Kind {
        /** A measurement of the throughput: the client sends items, and the server returns none. */
        THROUGHPUT,
        /**
         * A measurement of round trips: the server returns each item before the client sends the
         * next item.
         */
        ROUND_TRIP,
        /** The server process ends. */
        END
    }

    static BenchPhase of(long coded) {
        return new BenchPhase(KINDS[(int) (coded >>> Integer.SIZE)], (int) coded);
    }

    long coded() {
        return (long) kind.ordinal() << Integer.SIZE | size;
    }
}
