/**
 * The ring: items in shared memory that any number of processes put and take, and that survive
 * {@code kill -9} of any of these processes at any instruction.
 *
 * <h2>Types, in reading order</h2>
 *
 * <p>{@link ipckit.common.queue.Ring} opens a ring and attaches a {@link
 * ipckit.common.queue.Producer}, a {@link ipckit.common.queue.Consumer} (whose items are a {@link
 * ipckit.common.queue.Delivery}) or a {@link ipckit.common.queue.StreamHolder}. {@link
 * ipckit.common.queue.RingMonitor} looks at a ring. The layouts are {@link RingLayout}, {@link
 * RunLayout} and {@link ClaimLayout}; the protocol is in {@link RingProducer}, {@link
 * SharedConsumer}, {@link SoleConsumer}, {@link Claims} and {@link Recovery}. The package has more
 * than 25 types because a division would make its internals public. It may use {@code object},
 * {@code sync}, {@code memory} and {@code os}.
 *
 * <h2>Files and memory</h2>
 *
 * <p>A ring is a directory with a mapped file {@code ring}, a liveness file {@code live}, and,
 * optionally, four named pipes. Its items lie in an <em>area</em>, a sequence of bytes with 64-bit
 * <em>positions</em> that only grow. In a bounded ring position p is byte p mod capacity, the
 * textbook's circular buffer. In an unbounded ring it is byte p mod size of segment file p / size.
 * Nothing else differs.
 *
 * <p>Items are put in <em>runs</em> of one or more whole items: a 16-byte header and the bytes of
 * the items as the producer's stream had them. At position {@code tail}, where the next run begins,
 * there is always a header with the number of items ever put. So the textbook's {@code in} and
 * {@code out}, and the number of items, follow from positions and never need repair.
 *
 * <p>The state consists of a few words. {@code tail}, advanced by producers, commits what lies
 * below it. {@code head}, advanced by consumers, frees what lies below it. {@code claimAt} is where
 * the next claim begins, and {@code claimRun} is the run that contains it. Each row of the
 * <em>claims table</em> is free, held by a participant, or returned.
 *
 * <p>Two robust locks, one for producers and one for consumers, are held for memory copies only.
 * Participants wait for two events: items, and room.
 *
 * <h2>Steps</h2>
 *
 * <p><b>Put.</b> P1: acquire the producers' lock. P2: find room, which is capacity − (tail − head)
 * with a header to spare, within the item limit; without room, release the lock, wait for room, and
 * start again. P3: write runs beyond the tail, and behind them the header with the new number of
 * items. P4: advance {@code tail}, which commits the items. P5: release the lock. P6: signal items.
 * P7: report.
 *
 * <p><b>Get.</b> C1: acquire the consumers' lock; <i>recover</i> after a takeover, after a sleep
 * that ended by itself, and at intervals. C2: take the oldest returned claim again, whole or its
 * front (after C2A the front is in both claims); otherwise C3: write a claim of new items to the
 * table, and C4: advance {@code claimAt} behind it. C5: advance {@code head} to the lowest run that
 * is claimed or unclaimed; release the lock; signal room if the head has moved. C6: deliver;
 * acknowledge a part by advancing the claim's {@code from}. C7: acknowledge the rest by freeing the
 * row, with one store and without the lock. C8: without items to claim, check whether the stream
 * has ended ({@link EndOfStream}), and wait for items. A claim that a living consumer gives back
 * becomes a returned claim, marked.
 *
 * <p><b>Recover</b>, under the consumers' lock; idempotent. First, every held claim that ends
 * beyond {@code claimAt}, or overlaps a returned one, is freed, whichever participant holds it: its
 * holder died between C3 and C4, and the claim was never delivered. No claim of a living holder can
 * look like this while the lock is held. Then R1: each claim of a dead holder is returned and
 * marked. This is a swap, because the holder may have acknowledged before it died; the holder's
 * byte stays locked meanwhile, so that no newcomer takes its index. Then C5.
 *
 * <p><b>Attach</b>, one newcomer at a time ({@link ipckit.common.object.Attachment}). T1: take a
 * free participant index. T2, T3: a lock whose word names this index belonged to the previous
 * process at the index; release the producers' lock, keep the consumers' lock. T4: in the second
 * case, or if this index holds claims, recover under the consumers' lock, and return those claims.
 * Otherwise no lock is needed, and a stopped lock owner does not delay a newcomer. T5: write the
 * role. T6: count a producer or holder, after its role. <b>Detach:</b> give back what is claimed,
 * C5, erase the role, release the byte, and signal both events; items only if another participant
 * may learn that the stream has ended.
 *
 * <p><b>One to one.</b> There are no locks. The first row of the claims table holds the consumer's
 * notes: it writes {@code to} before it delivers items, and {@code from} and {@code head} after
 * that. Its successor starts at {@code from} and marks the items below {@code to}.
 *
 * <p><b>Drop the oldest.</b> A producer without room acquires the consumers' lock inside its own,
 * never the other way round. It recovers, and drops the claims and runs at the head one after the
 * other, as long as they are returned or unclaimed. Items that a consumer holds are never dropped.
 *
 * <p><b>Segments</b> are made ahead of the tail without a lock: under a private name, filled, and
 * linked into place, which replaces nothing. Under the lock a producer checks whether it has made
 * enough. They are deleted below the head under the consumers' lock.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 * <caption>The step after which a process dies, what it leaves, and what repairs that</caption>
 * <tr><th>step</th><th>left behind</th><th>repaired by</th></tr>
 * <tr><td>A1 (lock acquired), P2, P3</td><td>an owned lock, garbage beyond the tail</td><td>the next process that wants the lock</td></tr>
 * <tr><td>P4</td><td>committed items; consumers not woken; perhaps not reported; an owned lock</td><td>bounded sleeps; the next process that wants the lock</td></tr>
 * <tr><td>P5, P6</td><td>committed items; consumers perhaps not woken</td><td>bounded sleeps</td></tr>
 * <tr><td>C2</td><td>a claim of a dead consumer, an owned lock</td><td>recovery, at the takeover</td></tr>
 * <tr><td>C2A</td><td>a claim that overlaps a returned one, an owned lock</td><td>recovery frees it</td></tr>
 * <tr><td>C3</td><td>a claim that was never delivered, an owned lock</td><td>recovery frees it</td></tr>
 * <tr><td>C4, C5, C6</td><td>a claim of a dead consumer</td><td>recovery returns it</td></tr>
 * <tr><td>C7</td><td>a head that could be advanced</td><td>the next C5, also that of a waiting producer</td></tr>
 * <tr><td>R1</td><td>some claims returned, some not</td><td>the next recovery</td></tr>
 * <tr><td>A2, A3 (takeover)</td><td>a lock of the dead process that took it over</td><td>the next takeover</td></tr>
 * <tr><td>T1, T5</td><td>a free byte, a role; the participant is not counted</td><td>the same repairs</td></tr>
 * <tr><td>S1 (segment made)</td><td>a private file</td><td>the participant that frees that segment</td></tr>
 * <tr><td>S2 (segment in place)</td><td>a segment that is not needed yet</td><td>later runs use it</td></tr>
 * <tr><td>S3 (head advanced)</td><td>a segment below the head</td><td>the next participant that frees one</td></tr>
 * </table>
 *
 * <p>{@link RingStep}, {@link ipckit.common.object.AttachStep} and {@link
 * ipckit.common.sync.SyncStep} name the steps at which tests kill a process. The protocol is
 * model-checked, with variants that must fail, in {@code src/model} beside this source.
 *
 * <h2>Memory order</h2>
 *
 * <p>A lock is acquired by a compare-and-set and released by a swap. {@code tail} is released at P4
 * and acquired by consumers. {@code head} is released at C5 and acquired at P2, so that bytes are
 * not overwritten before their readers are done. A claim's owner word is released by each writer
 * and acquired by each reader. There is a full fence on each side between publishing (tail, head, a
 * returned claim, a detach) and looking for sleeping processes, and between announcing a sleep and
 * reading the state again. Words for people to read are plain.
 *
 * <h2>Damage</h2>
 *
 * <p>Every position, length, index and state read from shared memory is checked before use. An
 * impossible value ends in one error, CORRUPT.
 */
package ipckit.common.queue;
