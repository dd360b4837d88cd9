package ipckit.common.queue;

import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.object.ObjectFile;

/**
 * The items that a consumer has claimed. A ring stores items in runs: a run is a header with one or
 * more items behind it. A delivery consists of complete runs, or of a part of one run. The consumer
 * goes through the items run by run. The bytes usually are in shared memory, and do not change
 * until the items are acknowledged.
 *
 * <pre>
 * while (delivery.nextRun()) {
 *     use(delivery.format(), delivery.count(), delivery.bytes());
 * }
 * consumer.acknowledge();
 * </pre>
 *
 * <p>A delivery belongs to the consumer and its thread, and is valid until the claim is
 * acknowledged or given back.
 */
public final class Delivery {
    private static final long CACHE_LINE = 64;

    /** The number of bytes of which {@link #readAhead} reads the cache lines. */
    private static final long READ_AHEAD = 8 * CACHE_LINE;

    private final Area area;
    private final RunBytes bytes = new RunBytes();

    private long firstRun;
    private long firstItem;
    private long to;
    private long limit;
    private boolean redelivered;
    private int deliveries;
    private int tries;
    private int lost;

    /** The position of the run (a header and its items) that {@link #nextRun} reached last. */
    private long run;

    /**
     * The position of the current run (a header and its items) if the delivery contains the first
     * item of the run. Otherwise the position of the first delivered item of the run.
     */
    private long start;

    /**
     * The position of the first byte of the first delivered item of the current run (a header and
     * its items). {@link #end} is the position after the last byte of the last delivered item of
     * this run.
     */
    private long begin;

    private long end;
    private RunFormat format;
    private long count;
    private long walked;
    private long next;
    private boolean atHeader;

    /** The position up to which {@link #readAhead} has read the cache lines of the items. */
    private long readTo;

    /** A sum of words that were read ahead. It has no meaning, but the compiler keeps the reads. */
    private long readSum;

    Delivery(Area area) {
        this.area = area;
    }

    /**
     * Returns a delivery of the items between the positions {@code from} and {@code to}, for a
     * caller that reads the items without a claim.
     *
     * @param run the position of the run (a header and its items) that contains {@code from}, or of
     *     an earlier run
     * @param limit the largest position at which a run may end; a run with a later end is damaged
     */
    static Delivery of(Area area, long run, long from, long to, long limit) {
        Delivery items = new Delivery(area);
        items.begin(area.runOf(run, from, limit), from, to, limit, false, 0);
        return items;
    }

    /**
     * Begins a delivery of the items between the positions {@code from} and {@code to}.
     *
     * @param run the position of the run (a header and its items) that contains {@code from}
     * @param limit the largest position at which a run may end; a run with a later end is damaged
     * @param redelivered whether a consumer may have received these items before
     * @param deliveries how many times these items were claimed, including this time
     */
    void begin(long run, long from, long to, long limit, boolean redelivered, int deliveries) {
        this.to = to;
        this.limit = limit;
        this.redelivered = redelivered;
        this.deliveries = deliveries;
        this.tries = 0;
        this.lost = 0;
        this.firstRun = run;
        this.firstItem = from;
        rewind();
    }

    /**
     * Records the number of failed tries, which {@link #tries} returns, and the number of lost
     * deliveries, which {@link #lost} returns.
     */
    void failed(int tries, int lost) {
        this.tries = tries;
        this.lost = lost;
    }

    /** Goes back to the beginning: the next call of {@link #nextRun} returns the first items. */
    public void rewind() {
        run = firstRun;
        readTo = firstItem;
        next = firstItem;
        atHeader = firstItem == firstRun;
        walked = 0;
    }

    /**
     * Goes to the next run (a header and its items). Returns false after the last run.
     *
     * @throws ipckit.common.IpcException CORRUPT when the header of the run contains impossible
     *     values
     */
    public boolean nextRun() {
        if (next >= to) {
            return false;
        }
        if (atHeader) {
            run = next;
        }
        start = next;
        if (next >= readTo) {
            readAhead();
        }
        long word = area.headerWord(run);
        long length = RunLayout.checkedLength(word, run, limit);
        long payload = run + RunLayout.UNIT;
        long after = payload + RunLayout.padded(length);
        begin = atHeader ? payload : next;
        end = Math.min(payload + length, to);
        if (end < begin) {
            throw ObjectFile.damaged("a claim ends between two items");
        }
        format = RunLayout.format(word);
        boolean whole = atHeader && end == payload + length;
        area.view(begin, end - begin, bytes);
        count = whole ? RunLayout.count(word) : bytes.count(format, end - begin);
        walked += count;
        next = Math.min(after, to);
        atHeader = true;
        return true;
    }

    /**
     * Reads one word of each of the next cache lines. They are usually in the cache of another
     * processor, and the reads make all of them come at the same time. Without this method, the
     * lines of small items would come one after the other, because only the header of a run says
     * where the next header is.
     */
    private void readAhead() {
        readTo = Math.min(to, next + READ_AHEAD);
        long sum = 0;
        for (long position = next; position < readTo; position += CACHE_LINE) {
            sum += area.headerWord(position & -RunLayout.UNIT);
        }
        readSum = sum;
    }

    /**
     * Returns the number of the first item of the current run (a header and its items), even if
     * this delivery does not contain that item. All items that were ever put into the ring are
     * numbered consecutively from 0.
     */
    public long firstNumber() {
        return area.firstItem(run);
    }

    /** Returns whether the ring had more items than this delivery when they were claimed. */
    boolean leftItems() {
        return to != limit;
    }

    /** Returns whether {@link #nextRun} has reached the last items of the delivery. */
    public boolean isOver() {
        return next >= to;
    }

    /**
     * Returns the format of the items that {@link #nextRun} reached last, for example {@link
     * RunFormat#LINES}: a line feed follows each item.
     */
    public RunFormat format() {
        return format;
    }

    /** Returns the number of items that the last call of {@link #nextRun} reached. */
    public int count() {
        return (int) count;
    }

    /** Returns the bytes of the items that the last call of {@link #nextRun} reached. */
    public RunBytes bytes() {
        return bytes;
    }

    /** Returns whether a consumer may have received these items before. */
    public boolean isRedelivered() {
        return redelivered;
    }

    /**
     * Returns how many times these items were claimed, including this time. In a one-to-one ring,
     * the number of earlier claims is not stored. The result is then 1 if the items were not
     * claimed before, and 2 if they may have been claimed before.
     */
    public int deliveries() {
        return deliveries;
    }

    /**
     * Returns how many times, before this claim, a command ran for these items and failed. {@link
     * Consumer#countTry} counts the failures.
     */
    public int tries() {
        return tries;
    }

    /**
     * Returns the number of lost deliveries: earlier claims of these items that ended because the
     * holder died. In a one-to-one ring, this number is not stored, and the result is 0.
     */
    public int lost() {
        return lost;
    }

    /** Returns the number of items that all calls of {@link #nextRun} have reached so far. */
    public long walked() {
        return walked;
    }

    /**
     * Returns the position of the next run (a header and its items), or the end of the delivery if
     * that end comes first.
     */
    long position() {
        return next;
    }

    /** Returns the position of the run (a header and its items) that {@link #nextRun} reached. */
    long run() {
        return run;
    }

    /**
     * Returns the position after the first n delivered items of the current run (a header and its
     * items). If n is 0, returns {@link #start}. If n is at least {@link #count()}, returns the
     * position of the next run, or the end of the delivery if that end comes first.
     */
    long afterItems(long n) {
        if (n <= 0) {
            return start;
        }
        if (n >= count) {
            return next;
        }
        long border = bytes.endOfNth(format, 0, n);
        if (border < 0) {
            throw ObjectFile.damaged("a run ends within an item");
        }
        return border == end - begin ? next : begin + border;
    }
}
