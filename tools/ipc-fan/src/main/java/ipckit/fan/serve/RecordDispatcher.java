package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/**
 * Who has which records: what has come in and nobody has, and what each worker was given and has
 * not answered. A worker's answers belong to what it was given, one to each record, in that order;
 * when it ends, what it has not answered comes before everything else to whoever is next. The first
 * of that may have been what has ended it: it goes to a worker that has nothing else, and when it
 * has ended too many, to nobody.
 *
 * <p>Safe for several threads: one brings records, each worker has one that takes them and one that
 * tells of answers.
 */
final class RecordDispatcher {
    /** So much is read ahead of the workers, in bytes. */
    private static final long AHEAD = 1 << 20;

    /** Blocks up to this length are put together, in bytes. */
    private static final int SMALL = 8 << 10;

    /** A lot is no smaller than this part of what its worker may have, if there is so much. */
    private static final int PARTS = 4;

    /** So many may end through no fault of records, and nobody answers in between. */
    private static final int EXCUSES = 100;

    private final RunFormat format;
    private final int retries;
    private final AnswerSink answers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final LinkedList<RecordBatch> queue = new LinkedList<>();
    private final List<WorkerState> seats = new ArrayList<>();
    private final Deque<RecordBlock> spare = new ArrayDeque<>();

    /** Where the records of small blocks are put together; null if there was none yet. */
    private RecordBatch.Memory open;

    private long arrived;
    private long queued;
    private long queuedBytes;
    private long lastAnswer = System.nanoTime();
    private boolean heard;

    /** How many have ended through no fault of records since the last answer. */
    private int excused;

    private boolean stuck;
    private boolean ended;

    /**
     * Records that were answered.
     *
     * @param first the number of the first, from 0
     * @param count how many
     */
    record Range(long first, int count) {}

    /**
     * What the end of a worker means.
     *
     * @param again how many records go to others
     * @param leftOut the number of one that has ended too many, from 0; -1 if there is none
     */
    record Loss(int again, long leftOut) {}

    /**
     * @param retries how many workers may end over a record, and it is given to one more
     */
    RecordDispatcher(RunFormat format, int retries, AnswerSink answers) {
        this.format = format;
        this.retries = retries;
        this.answers = answers;
    }

    /** A place for one more worker, which may have so many records at most. */
    WorkerState seat(int window) {
        WorkerState seat = new WorkerState(window, lock.newCondition());
        seats.add(seat);
        return seat;
    }

    /** A block to be filled; waits while too much has come that nobody takes. */
    RecordBlock spare() {
        lock.lock();
        try {
            while (queuedBytes >= AHEAD && !ended) {
                room.awaitUninterruptibly();
            }
            return spare.isEmpty() ? new RecordBlock() : spare.pop();
        } finally {
            lock.unlock();
        }
    }

    /** Records have come. */
    void arrived(RecordBlock block) {
        lock.lock();
        try {
            if (!ended) {
                int count = block.count();
                long length = block.length();
                queue.add(new RecordBatch(memoryFor(block), format, arrived, count, length));
                count(1, count, length);
                arrived += count;
                assign();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where a block's records are from now on: those of small ones are together. */
    private RecordBatch.Memory memoryFor(RecordBlock block) {
        if (block.length() > SMALL) {
            return new RecordBatch.Memory(block);
        }
        if (open != null && open.block().append(block)) {
            spare.push(block);
            return open;
        }
        RecordBatch.Memory full = open;
        open = new RecordBatch.Memory(block);
        if (full != null) {
            reuse(full);
        }
        return open;
    }

    private void reuse(RecordBatch.Memory memory) {
        if (memory.isFree() && memory != open) {
            spare.push(memory.block());
        }
    }

    /** There are no more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            tellEnd();
        } finally {
            lock.unlock();
        }
    }

    /** What has come and was not taken shall be forgotten. */
    void abandon() {
        lock.lock();
        try {
            ended = true;
            queue.clear();
            queued = 0;
            queuedBytes = 0;
            room.signalAll();
            tellEnd();
        } finally {
            lock.unlock();
        }
    }

    private void tellEnd() {
        for (WorkerState seat : seats) {
            seat.turn.signal();
        }
    }

    private void count(int sign, long records, long bytes) {
        queued += sign * records;
        queuedBytes += sign * bytes;
        room.signal();
    }

    /**
     * What a worker is to be given next; waits for it.
     *
     * @return null if there will be nothing more, or the worker has ended
     */
    RecordBatch take(WorkerState seat) {
        lock.lock();
        try {
            seat.waits = true;
            assign();
            while (seat.toWrite == null && !seat.over && !(ended && queue.isEmpty())) {
                seat.turn.awaitUninterruptibly();
            }
            seat.waits = false;
            RecordBatch lot = seat.toWrite;
            seat.toWrite = null;
            return lot;
        } finally {
            lock.unlock();
        }
    }

    /** Gives what there is to those who may have it, first to who has least. */
    private void assign() {
        while (!queue.isEmpty()) {
            WorkerState best = null;
            for (WorkerState seat : seats) {
                if ((best == null || seat.records < best.records) && mayHave(seat, queue.peek())) {
                    best = seat;
                }
            }
            if (best == null) {
                return;
            }
            best.give(nextFor(best), System.nanoTime());
        }
        if (ended) {
            tellEnd();
        }
    }

    private boolean mayHave(WorkerState seat, RecordBatch lot) {
        return seat.waits
                && seat.toWrite == null
                && !seat.over
                && seat.allowance.allowsBeside(seat.records, seat.bytes)
                && !seat.isOnTrial()
                && (lot.deaths() == 0 || seat.records == 0 || seat.hungers)
                && (answers.haveRoom() || isAwaited(seat) || lot.next() == answers.next());
    }

    /** Whether everybody waits for what this worker is to answer next. */
    private boolean isAwaited(WorkerState seat) {
        return !seat.unanswered.isEmpty() && seat.unanswered.peek().next() == answers.next();
    }

    private RecordBatch nextFor(WorkerState seat) {
        int allowed = seat.allowance.records();
        long share = Math.max((queued + seats.size() - 1) / seats.size(), allowed / PARTS);
        int wanted = (int) Math.min(share, allowed - seat.records);
        RecordBatch lot = queue.poll();
        if (wanted < lot.left()) {
            queue.push(lot.tail(wanted));
            lot = lot.head(wanted);
        }
        count(-1, lot.left(), lot.length());
        return lot;
    }

    /**
     * A worker has answered so many records, or more.
     *
     * @return which these are; all together fewer if it has answered more than it was given
     */
    List<Range> answered(WorkerState seat, int count) {
        lock.lock();
        try {
            List<Range> ranges = new ArrayList<>(2);
            int open = count;
            while (open > 0 && !seat.unanswered.isEmpty()) {
                RecordBatch lot = seat.unanswered.peek();
                int now = Math.min(open, lot.left());
                ranges.add(new Range(lot.next(), now));
                lot.answered(now);
                open -= now;
                if (lot.left() == 0) {
                    seat.unanswered.poll();
                    seat.bytes -= lot.length();
                }
                free(lot, now);
            }
            int known = count - open;
            long now = System.nanoTime();
            seat.records -= known;
            seat.allowance.answered(known, now);
            seat.heard = true;
            heard |= known > 0;
            excused = 0;
            lastAnswer = now;
            assign();
            return ranges;
        } finally {
            lock.unlock();
        }
    }

    private void free(RecordBatch lot, int records) {
        lot.memory().free(records);
        reuse(lot.memory());
    }

    /** Answers that were held have gone out. */
    void moved() {
        lock.lock();
        try {
            assign();
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more answers from a worker. */
    void over(WorkerState seat) {
        lock.lock();
        try {
            seat.over = true;
            seat.turn.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many records a worker has not answered. */
    int unanswered(WorkerState seat) {
        lock.lock();
        try {
            return seat.records;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A worker has ended; another one takes its seat.
     *
     * @param innocent whether it cannot have been what it was given
     */
    Loss lose(WorkerState seat, boolean innocent) {
        lock.lock();
        try {
            return lose(seat, excuses(innocent) ? 0 : 1);
        } finally {
            lock.unlock();
        }
    }

    /** A worker is given no more, and what it has not answered is given back; nobody has died. */
    void giveBack(WorkerState seat) {
        lose(seat, 0);
    }

    private Loss lose(WorkerState seat, int deaths) {
        lock.lock();
        try {
            long culprit = -1;
            int again = seat.records;
            for (Iterator<RecordBatch> lots = seat.unanswered.descendingIterator();
                    lots.hasNext(); ) {
                RecordBatch lot = lots.next();
                if (lots.hasNext()) {
                    putBack(lot.rest());
                } else if (putBackFirst(lot, deaths)) {
                    culprit = lot.next();
                    again--;
                }
            }
            seat.begin();
            assign();
            return new Loss(again, culprit);
        } finally {
            lock.unlock();
        }
    }

    /** Not for ever: somebody may end them all. */
    private boolean excuses(boolean innocent) {
        return innocent && excused++ < EXCUSES;
    }

    /** Whether its first record has ended too many. */
    private boolean putBackFirst(RecordBatch lot, int deaths) {
        RecordBatch others = lot.afterSuspect();
        if (others != null) {
            putBack(others);
        }
        RecordBatch suspect = lot.suspect(deaths);
        if (suspect.deaths() <= retries) {
            putBack(suspect);
            return false;
        }
        free(suspect, 1);
        return true;
    }

    /**
     * What was given back stands before what was never given, in the order of the records: with
     * answers in order everybody may wait for the first of them.
     */
    private void putBack(RecordBatch lot) {
        ListIterator<RecordBatch> place = queue.listIterator();
        while (place.hasNext()) {
            if (place.next().next() > lot.next()) {
                place.previous();
                break;
            }
        }
        place.add(lot);
        count(1, lot.left(), lot.length());
    }

    /**
     * Looks after those who have read everything and do not answer.
     *
     * @param unread how many bytes the worker of that seat has not read, by the seat's index
     * @return whether one of them was given more
     */
    boolean feedHungry(IntUnaryOperator unread) {
        lock.lock();
        try {
            boolean fed = false;
            stuck = false;
            for (int i = 0; i < seats.size(); i++) {
                WorkerState seat = seats.get(i);
                boolean silent = !seat.heard;
                seat.heard = false;
                if (silent && isHeldShort(seat) && unread.applyAsInt(i) == 0) {
                    boolean more = seat.allowance.hungers();
                    seat.hungers = more || seat.isOnTrial();
                    fed |= more;
                    stuck |= !more;
                }
            }
            if (fed) {
                assign();
            }
            return fed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether nobody has answered for so long, in nanoseconds, and one of those who were asked has
     * read all that it may have.
     */
    boolean isStuckFor(long nanos) {
        lock.lock();
        try {
            return stuck && System.nanoTime() - lastAnswer > nanos;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there has been any answer at all. */
    boolean hasAnswers() {
        lock.lock();
        try {
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /** How many records nobody has. */
    long queued() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeldShort(WorkerState seat) {
        return seat.waits
                && seat.toWrite == null
                && seat.records > 0
                && !queue.isEmpty()
                && (seat.isOnTrial() || !seat.allowance.allowsBeside(seat.records, seat.bytes));
    }
}
