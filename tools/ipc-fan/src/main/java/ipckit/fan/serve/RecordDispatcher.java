package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/**
 * Assigns records to workers, and keeps track of the queued records and of each worker's unanswered
 * records. The consecutive records that a worker receives together are a {@linkplain RecordBatch
 * batch}. A worker gives exactly one answer to each of its records, in the order of the records.
 * When a worker ends, its unanswered records return to the queue. The first of these records is a
 * suspect, because it may be the reason why the worker ended. The dispatcher gives a suspect to a
 * worker that has no other record. If too many workers have ended while answering the same suspect,
 * the suspect is left out: no worker receives it again.
 *
 * <p>This class is safe for several threads. One thread adds records. For each worker, one thread
 * takes records and one thread reports answers.
 */
final class RecordDispatcher {
    /**
     * The minimum size of a batch is the size of the worker's window divided by this number. The
     * window is the maximum number of the worker's unanswered records. Batches have a minimum size
     * because small batches are slow. A worker gets a smaller batch in two cases: the first batch
     * of the queue has fewer records, or the window has room for fewer records.
     */
    private static final int BATCHES_PER_WINDOW = 4;

    /**
     * The maximum number of excused deaths of workers. Normally the death of a worker counts
     * against the first record that the worker has not answered. If another program killed the
     * worker before it had read anything, no record can be the reason. Such a death is excused: it
     * does not count.
     *
     * <p>An answer of any worker resets the number of excused deaths to 0. Deaths beyond the
     * maximum are not excused. Otherwise the pool would never end if another program killed every
     * worker.
     */
    private static final int EXCUSES = 100;

    private final int retries;
    private final AnswerOutput answers;
    private final RecordBacklog backlog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Hold hold = lock::unlock;
    private final Condition room = lock.newCondition();
    private final List<WorkerState> workers = new ArrayList<>();
    private long lastAnswer = System.nanoTime();
    private boolean answered;

    /**
     * The number of workers that were killed before they had read anything, counted since the last
     * answer of any worker.
     */
    private int excused;

    private boolean stuck;
    private boolean ended;

    private interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Consecutive records that a worker has answered.
     *
     * @param first the number of the first of these records, counted from 0 in the input
     * @param count the number of these records
     */
    record Range(long first, int count) {}

    /**
     * The consequence of a worker's end for the records that the worker has not answered.
     *
     * @param repeated the number of unanswered records that return to the queue
     * @param leftOut the number in the input, from 0, of the record that no worker receives again;
     *     −1 if there is no such record
     */
    record Loss(int repeated, long leftOut) {}

    /**
     * @param retries the limit for repetitions: if workers end while answering a record, the record
     *     is given to another worker at most this number of times
     */
    RecordDispatcher(RunFormat format, int retries, AnswerOutput answers) {
        this.backlog = new RecordBacklog(format);
        this.retries = retries;
        this.answers = answers;
    }

    private Hold hold() {
        lock.lock();
        return hold;
    }

    /** Adds a worker. All workers must be added before any other method is called. */
    WorkerState addWorker(int maximumWindow) {
        WorkerState worker = new WorkerState(maximumWindow, lock.newCondition());
        workers.add(worker);
        return worker;
    }

    /**
     * Returns a block, which is memory that the caller fills with records. Waits while the queue
     * contains enough records for the workers, or too many bytes.
     */
    RecordBlock spareBlock() {
        try (Hold _ = hold()) {
            while (backlog.isFull(ahead()) && !ended) {
                room.awaitUninterruptibly();
            }
            return backlog.spareBlock();
        }
    }

    /** Returns the number of bytes that the caller should read next for the workers. */
    long missingBytes() {
        try (Hold _ = hold()) {
            return backlog.missingBytes(ahead());
        }
    }

    /** Returns the number of records to read ahead for all workers together. */
    private long ahead() {
        long sum = 0;
        for (WorkerState worker : workers) {
            sum += worker.window.ahead();
        }
        return sum;
    }

    /** Adds a block of records to the queue. The caller must not use the block afterwards. */
    void add(RecordBlock block) {
        try (Hold _ = hold()) {
            if (!ended) {
                backlog.add(block);
                assign();
            }
        }
    }

    /** Marks the end of the input. */
    void end() {
        try (Hold _ = hold()) {
            ended = true;
            signalAllWorkers();
        }
    }

    /** Discards the queued records and all records that are added later. */
    void abandon() {
        try (Hold _ = hold()) {
            ended = true;
            backlog.clear();
            room.signalAll();
            signalAllWorkers();
        }
    }

    private void signalAllWorkers() {
        for (WorkerState worker : workers) {
            worker.changed.signal();
        }
    }

    /**
     * Waits until a batch is assigned to a worker, and returns the batch.
     *
     * @return the batch, or null if the worker is ending or no more records will follow
     */
    RecordBatch take(WorkerState worker) {
        try (Hold _ = hold()) {
            worker.waiting = true;
            assign();
            while (worker.toWrite == null && !worker.ended && !(ended && backlog.isEmpty())) {
                worker.changed.awaitUninterruptibly();
            }
            worker.waiting = false;
            RecordBatch batch = worker.toWrite;
            worker.toWrite = null;
            return batch;
        }
    }

    /**
     * Gives queued records to the workers that are allowed to receive records now. The worker with
     * the fewest unanswered records receives records first.
     */
    private void assign() {
        while (!backlog.isEmpty()) {
            WorkerState best = null;
            for (WorkerState worker : workers) {
                if ((best == null || worker.records < best.records)
                        && mayHave(worker, backlog.first())) {
                    best = worker;
                }
            }
            if (best == null) {
                wakeReader();
                return;
            }
            best.give(nextBatch(best), System.nanoTime());
        }
        wakeReader();
        if (ended) {
            signalAllWorkers();
        }
    }

    private void wakeReader() {
        if (!backlog.isFull(ahead())) {
            room.signal();
        }
    }

    private boolean mayHave(WorkerState worker, RecordBatch batch) {
        return worker.waiting
                && worker.toWrite == null
                && !worker.ended
                && worker.window.allowsMore(worker.records, worker.bytes)
                && !worker.isOnTrial()
                && (batch.deaths() == 0 || worker.records == 0 || worker.starving)
                && (answers.hasRoom() || isAwaited(worker) || batch.next() == answers.next());
    }

    /**
     * Returns whether the output needs an answer of this worker next. With {@code --keep-order},
     * the answers of other workers then wait for this answer. Without {@code --keep-order}, the
     * result is false.
     */
    private boolean isAwaited(WorkerState worker) {
        return !worker.unanswered.isEmpty() && worker.unanswered.peek().next() == answers.next();
    }

    private RecordBatch nextBatch(WorkerState worker) {
        int allowed = worker.window.records();
        long share =
                Math.max(
                        (backlog.records() + workers.size() - 1) / workers.size(),
                        allowed / BATCHES_PER_WINDOW);
        int wanted = (int) Math.min(share, allowed - worker.records);
        return backlog.poll(wanted);
    }

    /**
     * Marks the next {@code count} unanswered records of a worker as answered.
     *
     * @return the records that were marked; fewer than {@code count} records if the worker gave
     *     more answers than it has records
     */
    List<Range> addAnswers(WorkerState worker, int count) {
        try (Hold _ = hold()) {
            List<Range> ranges = new ArrayList<>(2);
            int left = count;
            while (left > 0 && !worker.unanswered.isEmpty()) {
                RecordBatch batch = worker.unanswered.peek();
                int now = Math.min(left, batch.unanswered());
                ranges.add(new Range(batch.next(), now));
                batch.addAnswers(now);
                left -= now;
                if (batch.unanswered() == 0) {
                    worker.unanswered.poll();
                    worker.bytes -= batch.length();
                }
                backlog.release(batch, now);
            }
            int known = count - left;
            long now = System.nanoTime();
            worker.records -= known;
            worker.window.addAnswers(known, worker.records, now);
            worker.answering = true;
            answered |= known > 0;
            excused = 0;
            lastAnswer = now;
            assign();
            return ranges;
        }
    }

    /**
     * Assigns queued records to workers. Call this method after answers were written, because
     * records may stay in the queue while too many unwritten answers are in memory.
     */
    void answersWritten() {
        try (Hold _ = hold()) {
            assign();
        }
    }

    /**
     * Marks a worker as ending. Such a worker gives no more answers and receives no more records.
     */
    void endAnswers(WorkerState worker) {
        try (Hold _ = hold()) {
            worker.ended = true;
            worker.changed.signal();
        }
    }

    /** Returns the number of records that a worker has not answered. */
    int unanswered(WorkerState worker) {
        try (Hold _ = hold()) {
            return worker.records;
        }
    }

    /**
     * Returns the number of records that a worker has read completely and has not answered.
     *
     * @param neverRead the number of bytes that the worker was given and has not read
     */
    int unansweredRead(WorkerState worker, long neverRead) {
        try (Hold _ = hold()) {
            return worker.unansweredRead(neverRead);
        }
    }

    /**
     * Puts the unanswered records of a worker that has ended back into the queue. A record does not
     * return to the queue if too many workers have ended while answering it. This method also
     * resets the state of the worker for a replacement.
     *
     * @param innocent true if another program killed the worker before the worker had read
     *     anything. Such an end is normally excused: it does not count against the worker's first
     *     unanswered record. See {@link #EXCUSES}.
     * @return the number of records that returned to the queue, and the record that did not return,
     *     if there is one
     */
    Loss lose(WorkerState worker, boolean innocent) {
        try (Hold _ = hold()) {
            boolean isExcused = innocent && excused++ < EXCUSES;
            return putBackAll(worker, isExcused ? 0 : 1);
        }
    }

    /**
     * Puts the unanswered records of a worker back into the queue. Call this method for a worker
     * that will receive no more records. This method does not count the end of the worker against
     * any record.
     */
    void giveBack(WorkerState worker) {
        try (Hold _ = hold()) {
            putBackAll(worker, 0);
        }
    }

    private Loss putBackAll(WorkerState worker, int deaths) {
        long leftOut = -1;
        int repeated = worker.records;
        Iterator<RecordBatch> batches = worker.unanswered.descendingIterator();
        while (batches.hasNext()) {
            RecordBatch batch = batches.next();
            if (batches.hasNext()) {
                backlog.putBack(batch.rest());
            } else if (putBackFirst(batch, deaths)) {
                leftOut = batch.next();
                repeated--;
            }
        }
        worker.reset();
        assign();
        return new Loss(repeated, leftOut);
    }

    /**
     * Puts the unanswered records of a worker's first batch back into the queue. The first of these
     * records is a suspect, because it may be the reason why the worker ended. If too many workers
     * have ended while answering the suspect, the suspect does not return to the queue, and this
     * method returns true. Otherwise this method returns false.
     */
    private boolean putBackFirst(RecordBatch batch, int deaths) {
        RecordBatch others = batch.afterSuspect();
        if (others != null) {
            backlog.putBack(others);
        }
        RecordBatch suspect = batch.suspect(deaths);
        if (suspect.deaths() <= retries) {
            backlog.putBack(suspect);
            return false;
        }
        backlog.release(suspect, 1);
        return true;
    }

    /**
     * Gives more records to workers that have read all of their records and do not answer. Such a
     * worker possibly waits for more input before it writes its answers.
     *
     * @param unread returns, for the index of a worker, the number of bytes that the worker has not
     *     read
     * @return true if at least one worker is now allowed more unanswered records than before
     */
    boolean feedStarving(IntUnaryOperator unread) {
        try (Hold _ = hold()) {
            boolean fed = false;
            stuck = false;
            for (int i = 0; i < workers.size(); i++) {
                WorkerState worker = workers.get(i);
                boolean silent = !worker.answering;
                worker.answering = false;
                if (silent && isLimited(worker) && unread.applyAsInt(i) == 0) {
                    boolean more = worker.window.grow();
                    worker.starving = more || worker.isOnTrial();
                    fed |= more;
                    stuck |= !more;
                }
            }
            if (fed) {
                assign();
            }
            return fed;
        }
    }

    /**
     * Returns whether a worker is stuck, and no worker has answered for {@code nanos} nanoseconds.
     * A stuck worker has read all of its records and does not answer. It also cannot get more
     * records, because its window (the limit for its unanswered records) has its maximum size.
     */
    boolean isStuckFor(long nanos) {
        try (Hold _ = hold()) {
            return stuck && System.nanoTime() - lastAnswer > nanos;
        }
    }

    /** Returns whether any record has been answered. */
    boolean hasAnswers() {
        try (Hold _ = hold()) {
            return answered;
        }
    }

    /** Returns the number of queued records. */
    long queued() {
        try (Hold _ = hold()) {
            return backlog.records();
        }
    }

    /**
     * Returns whether a worker waits for queued records, but must first answer a record that it
     * already has. There are two possible reasons. First, the worker's unanswered records may fill
     * its window (the limit for these records). Second, the worker may be on trial: an earlier
     * worker ended while answering the record that this worker answers next.
     */
    private boolean isLimited(WorkerState worker) {
        return worker.waiting
                && worker.toWrite == null
                && worker.records > 0
                && !backlog.isEmpty()
                && (worker.isOnTrial() || !worker.window.allowsMore(worker.records, worker.bytes));
    }
}
