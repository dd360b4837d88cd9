package ipckit.common.queue;

import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.object.ObjectFile;

/**
 * What a consumer has in its hands: some runs of whole items, or a part of one run. To be walked
 * run by run; the bytes stay where they are and stay as they are until they are acknowledged.
 *
 * <pre>
 * while (delivery.nextRun()) {
 *     use(delivery.format(), delivery.count(), delivery.bytes());
 * }
 * consumer.acknowledge();
 * </pre>
 *
 * <p>Belongs to the consumer and its thread; valid until the claim is acknowledged or given back.
 */
public final class Delivery {
    private final Area area;
    private final RunBytes bytes = new RunBytes();

    private long firstRun;
    private long firstItem;
    private long to;
    private long limit;
    private boolean redelivered;
    private int tries;

    /** The run of {@link #nextRun}, and where it and its bytes begin and end in this delivery. */
    private long run;

    private long start;
    private long begin;
    private long end;
    private RunFormat format;
    private long count;
    private long walked;
    private long next;
    private boolean atHeader;

    Delivery(Area area) {
        this.area = area;
    }

    /**
     * Begins a delivery of [from, to).
     *
     * @param run header position of the run that {@code from} is in
     * @param limit a tail: no run reaches beyond it
     */
    void begin(long run, long from, long to, long limit, boolean redelivered, int tries) {
        this.to = to;
        this.limit = limit;
        this.redelivered = redelivered;
        this.tries = tries;
        this.firstRun = run;
        this.firstItem = from;
        rewind();
    }

    /** Goes back before the first run. */
    public void rewind() {
        run = firstRun;
        next = firstItem;
        atHeader = firstItem == firstRun;
        walked = 0;
    }

    /**
     * Goes to the next run; false when there is no more.
     *
     * @throws ipckit.common.IpcException CORRUPT when what is there cannot be a run
     */
    public boolean nextRun() {
        if (next >= to) {
            return false;
        }
        if (atHeader) {
            run = next;
        }
        start = next;
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
     * The number in the ring of the run's first item: how many were put before it. A delivery of a
     * part of a run need not hold that item.
     */
    public long firstNumber() {
        return area.firstItem(run);
    }

    /** Whether there is no next run. */
    public boolean isOver() {
        return next >= to;
    }

    /** How the run's items are told apart. */
    public RunFormat format() {
        return format;
    }

    /** How many items of the run this delivery holds. */
    public int count() {
        return (int) count;
    }

    /** The run's bytes, or this delivery's part of them. */
    public RunBytes bytes() {
        return bytes;
    }

    /** Whether another consumer may have had these items before it died. */
    public boolean isRedelivered() {
        return redelivered;
    }

    /** How often these items have been given to a consumer, this time included. */
    public int tries() {
        return tries;
    }

    /** How many items {@link #nextRun} has passed, the current run's included. */
    public long walked() {
        return walked;
    }

    /** The position after the current run. */
    long position() {
        return next;
    }

    /** Header position of the current run. */
    long run() {
        return run;
    }

    /** The position after the first n items of the current run; before the run for none. */
    long afterItems(long n) {
        if (n <= 0) {
            return start;
        }
        if (n >= count) {
            return next;
        }
        long border = bytes.endOfNth(format, 0, n);
        if (border < 0) {
            throw ObjectFile.damaged("a run that ends within an item");
        }
        return border == end - begin ? next : begin + border;
    }
}
