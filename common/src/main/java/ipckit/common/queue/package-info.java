/**
 * The ring: items in shared memory that any number of processes put and take, and that survive
 * {@code kill -9} of any of these processes at any instruction.
 *
 * <h2>Types, in reading order</h2>
 *
 * <p>{@link ipckit.common.queue.Ring} opens a ring and attaches a {@link
 * ipckit.common.queue.Producer}, a {@link ipckit.common.queue.Consumer}, or a {@link
 * ipckit.common.queue.StreamHolder}, which neither puts nor takes items and keeps the stream open.
 * A {@link ipckit.common.queue.Delivery} contains the items that a consumer has claimed. {@link
 * ipckit.common.queue.RingMonitor} reads the state of a ring without attaching to it. The layouts
 * are {@link RingLayout}, {@link RunLayout} and {@link ClaimLayout}; the protocol is in {@link
 * ipckit.common.queue.Producer}, {@link SharedConsumer}, {@link SoleConsumer}, {@link Claims} and
 * {@link Recovery}. The package has more than 25 types because a division would make its internals
 * public. It may use {@code object}, {@code sync}, {@code memory} and {@code os}.
 *
 * <h2>Files and memory</h2>
 *
 * <p>A ring is a directory with a mapped file {@code ring}, a liveness file {@code live}, and,
 * optionally, four named pipes. The directory may instead contain a link to a directory on a disk
 * with these files, see {@link ipckit.common.object.DurableFiles}. The ring's items lie in an
 * <em>area</em>, a sequence of bytes with 64-bit <em>positions</em> that only grow. In a bounded
 * ring, the area is a circular buffer: position p is byte p mod capacity. In an unbounded ring, the
 * area consists of segment files of equal size: position p is byte p mod size of the segment file
 * with the number p / size. Bounded and unbounded rings differ only in this mapping.
 *
 * <p>Items are put in <em>runs</em>. A run has a 16-byte header and one or more complete items. The
 * items are stored in the format in which the producer has read them. At position {@code tail},
 * where the next run begins, a header always contains the number of items ever put. So the numbers
 * of items ever put, ever taken and now in the ring can be computed from positions and headers.
 * These numbers are not stored in words of their own, and never need repair.
 *
 * <p>The state consists of a few words. Producers advance {@code tail}; the items below it are
 * committed. Consumers advance {@code head}; the room below it is free. {@code claimAt} is the
 * position at which the next claim begins, and {@code claimRun} is the run that contains this
 * position. Each row of the <em>claims table</em> is free or contains a claim: the items between
 * two positions, {@code from} and {@code to}. A claim is held by a consumer, or it is a
 * <em>returned claim</em>, which any consumer may take.
 *
 * <p>There are two locks, one for producers and one for consumers. Each is a {@link
 * ipckit.common.sync.RobustLock}, which another process can take over from a dead owner. The locks
 * are held for memory copies only. Participants wait for two events: items, and room.
 *
 * <h2>Steps</h2>
 *
 * <p><b>Put.</b>
 *
 * <ul>
 *   <li>P1: acquire the producers' lock.
 *   <li>P2: find room. The free room is capacity − (tail − head), less one header. If the room is
 *       too small for the new items, or the items would exceed the item limit, release the lock,
 *       wait for room, and start again.
 *   <li>P3: write runs beyond the tail, and after the runs the header with the new number of items.
 *   <li>P4: advance {@code tail}, which commits the items.
 *   <li>P5: release the lock.
 *   <li>P6: signal the event of items.
 *   <li>P7: report the put to the caller.
 * </ul>
 *
 * <p><b>Get.</b>
 *
 * <ul>
 *   <li>C1: acquire the consumers' lock. <em>Recover</em> (see below) in three cases: the lock was
 *       taken over from a dead owner; a sleep has ended without new items; or the last recovery of
 *       this consumer is more than 50 ms ago.
 *   <li>C2: if there are returned claims, become the holder of the returned claim that begins at
 *       the lowest position, and omit steps C3 and C4.
 *   <li>C2A: if the consumer wants fewer items than this returned claim contains, and a row of the
 *       claims table is free, do not take the complete claim. Write a new claim of only the first
 *       items of the returned claim. Then remove these items from the returned claim. Between these
 *       two changes, the items belong to both claims.
 *   <li>C3: if there are no returned claims, write a claim of new items to the claims table.
 *   <li>C4: advance {@code claimAt} to the end of this claim.
 *   <li>C5: advance {@code head} to the lowest run that contains claimed items or the next
 *       unclaimed item. Release the lock. Signal the event of room if the head has moved.
 *   <li>C6: deliver the items. The consumer may acknowledge the first items of the claim by
 *       advancing the claim's {@code from}.
 *   <li>C7: acknowledge the remaining items by freeing the row of the claim, with one store and
 *       without the lock.
 *   <li>C8: if there were no items to claim, check whether the stream has ended ({@link
 *       EndOfStream}), and wait for items.
 * </ul>
 *
 * <p>A claim that a living consumer gives back becomes a returned claim. The owner word of every
 * returned claim has a bit that marks the items as redelivered, because a consumer may have seen
 * them before.
 *
 * <p><b>Recover.</b> Recovery runs under the consumers' lock and is idempotent. First, it frees the
 * claims that were never delivered: every held claim that ends beyond {@code claimAt}, or that
 * overlaps a returned claim. The holder of such a claim died at C3 or C2A, because a living holder
 * has such a claim only while it owns the lock. Next, in step R1, each claim of a dead holder
 * becomes a returned claim. The owner word of the claim is changed by compare-and-set, because the
 * holder may have acknowledged the claim just before it died. Meanwhile, the recovering process
 * keeps the dead holder's byte in the liveness file locked, so that no process that attaches takes
 * the holder's index. After R1, step C5 advances the head.
 *
 * <p><b>Attach.</b> Processes attach one at a time ({@link ipckit.common.object.Attachment}).
 *
 * <ul>
 *   <li>T1: take a free participant index. If the owner word of a lock contains this index, the
 *       lock belonged to the previous process with this index.
 *   <li>T2: release the producers' lock, if it belonged to that process.
 *   <li>T3: keep the consumers' lock, if it belonged to that process.
 *   <li>T4: if the consumers' lock was kept, or the previous process has left claims, recover under
 *       the consumers' lock, and change these claims, if any, into returned claims. Otherwise,
 *       acquire no lock, because the owner of the lock may be stopped (SIGSTOP) and would delay
 *       this process.
 *   <li>T5: write the role.
 *   <li>T6: a producer or a {@link ipckit.common.queue.StreamHolder} increments the number of
 *       producers and holders that ever attached.
 * </ul>
 *
 * <p><b>Detach.</b> Give back the claimed items, advance the head (C5), erase the role, and release
 * the byte in the liveness file. Then signal the event of room. In two cases, signal also the event
 * of items, because the stream may now have ended and waiting consumers must check this. In the
 * first case, the participant kept the stream open. In the second case, another consumer is
 * attached, and the participant may have acknowledged the last items.
 *
 * <p><b>One to one.</b> A one-to-one ring has no locks. The only consumer stores the positions
 * {@code from} and {@code to} in the first row of the claims table. Before it delivers items, it
 * writes the end of these items to {@code to}. When it has acknowledged a complete run, it advances
 * {@code head} past the run. If the acknowledged items end within a run, it writes their end to
 * {@code from}. If the consumer dies, the next consumer starts at the higher of {@code from} and
 * {@code head}, and marks the items below {@code to} as redelivered.
 *
 * <p><b>Drop the oldest.</b> A producer without room acquires the consumers' lock while it owns the
 * producers' lock. No participant acquires the locks in the opposite order. The producer recovers,
 * and drops returned claims and unclaimed runs at the head, one after the other, until there is
 * room. Items that a consumer holds are never dropped.
 *
 * <p><b>Segments.</b> A producer makes the segments beyond the tail without a lock: it creates and
 * fills a file under a hidden name, which begins with a dot and contains the pid of the producer
 * (S1). Then it links the file to the segment's name, unless a file has this name already (S2).
 * After the producer has acquired the producers' lock, it checks whether the segments suffice. If
 * not, it releases the lock and makes more segments. A participant that has advanced the head (S3)
 * deletes the segments below the head. This participant owns the consumers' lock meanwhile, unless
 * the ring is one-to-one and has no locks.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 * <caption>The step after which a process dies, what it leaves, and what repairs that</caption>
 * <tr><th>step</th><th>left behind</th><th>repaired by</th></tr>
 * <tr><td>A1 (lock acquired), P2, P3</td><td>an owned lock, garbage beyond the tail</td><td>the next process that wants the lock</td></tr>
 * <tr><td>P4</td><td>committed items, not reported to the caller; consumers not woken; an owned lock</td><td>the time limit of each sleep; the next process that wants the lock</td></tr>
 * <tr><td>P5, P6</td><td>committed items; consumers perhaps not woken</td><td>the time limit of each sleep</td></tr>
 * <tr><td>C2</td><td>a claim of a dead consumer, an owned lock</td><td>the takeover of the lock, and the recovery that follows the takeover</td></tr>
 * <tr><td>C2A</td><td>a claim that overlaps a returned claim, an owned lock</td><td>the takeover of the lock; then recovery frees the claim that overlaps</td></tr>
 * <tr><td>C3</td><td>a claim that was never delivered, an owned lock</td><td>the takeover of the lock; then recovery frees the claim</td></tr>
 * <tr><td>C4, C5, C6</td><td>a claim of a dead consumer; after C4 and C5, an owned lock</td><td>the takeover of the lock; recovery makes the claim a returned claim</td></tr>
 * <tr><td>C7</td><td>a head that could be advanced</td><td>the next C5, which a waiting producer also runs</td></tr>
 * <tr><td>R1</td><td>returned claims, and claims of dead consumers</td><td>the next recovery</td></tr>
 * <tr><td>A2, A3 (takeover)</td><td>a lock that a dead process owns</td><td>the next takeover</td></tr>
 * <tr><td>T1, T5</td><td>a participant index that is free again; after T5, also the role of a participant that step T6 has not counted</td><td>the next process at this index</td></tr>
 * <tr><td>S1 (segment made)</td><td>a file under a hidden name</td><td>a participant, when it deletes segments for the first time; it then also deletes all files with hidden names for segments below the head</td></tr>
 * <tr><td>S2 (segment in place)</td><td>a segment that is not needed yet</td><td>later items are put into it</td></tr>
 * <tr><td>S3 (head advanced)</td><td>a segment below the head</td><td>the next participant that frees a segment</td></tr>
 * </table>
 *
 * <p>{@link RingStep}, {@link ipckit.common.object.AttachStep} and {@link
 * ipckit.common.sync.SyncStep} name the steps at which tests kill a process. The models in {@code
 * src/model} show that the protocol is correct, and that deliberately wrong variants of it fail.
 *
 * <h2>Memory order</h2>
 *
 * <p>A lock is acquired by a compare-and-set and released by a swap. P4 stores {@code tail} in
 * release mode, and consumers load it in acquire mode. C5 stores {@code head} in release mode, and
 * P2 loads it in acquire mode, so that bytes are overwritten only after their readers are done.
 * Every store to the owner word of a claim is at least in release mode, and every load in acquire
 * mode. Each process executes a fence after it publishes a change (tail, head, a returned claim, a
 * detach) and before it reads whether processes sleep. A process that is about to sleep first
 * announces this in shared memory. It executes a fence after the announcement and before it reads
 * the state again. {@link ipckit.common.sync.Event} describes both fences. A process that runs for
 * a long time executes light fences, which bind only the compiler and not the processor. Statistics
 * that are only displayed need no memory order.
 *
 * <h2>Damage</h2>
 *
 * <p>Every position, length and index read from shared memory is checked before use. An impossible
 * position, length or index causes the error CORRUPT.
 */
package ipckit.common.queue;
