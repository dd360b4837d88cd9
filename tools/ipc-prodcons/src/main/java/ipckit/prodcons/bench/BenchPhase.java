package ipckit.prodcons.bench;

/** What the two ends do next. Sent as the sequence number of a smallest item. */
record BenchPhase(Kind kind, int size) {
    /** The sequence number of the item that ends a phase. */
    static final long LAST = -1;

    private static final Kind[] KINDS = Kind.values();

    /** The two measurements, and the end. */
    enum Kind {
        /** Items one way, as fast as they go. */
        THROUGHPUT,
        /** One item, sent back before the next. */
        ROUND_TRIP,
        /** No more phases. */
        END
    }

    static BenchPhase of(long coded) {
        return new BenchPhase(KINDS[(int) (coded >>> Integer.SIZE)], (int) coded);
    }

    long coded() {
        return (long) kind.ordinal() << Integer.SIZE | size;
    }
}
