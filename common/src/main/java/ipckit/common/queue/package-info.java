/**
 * What an item is in memory: a ring of items that processes share, which survives {@code kill -9}
 * of any of them at any instruction.
 *
 * <h2>What there is</h2>
 *
 * <p>A ring is a directory with a file {@code ring} that everybody maps ({@link RingLayout} draws
 * it), a file {@code live} in which every participant has a byte locked, and, if wished, four named
 * pipes. Its items lie in an <em>area</em>, a sequence of bytes with 64-bit <em>positions</em> that
 * only grow. In a bounded ring position p is byte p mod capacity, the textbook's circular buffer;
 * in an unbounded one it is byte p mod size of segment file p / size. Nothing else differs.
 *
 * <p>Items are put in <em>runs</em> of one or more whole items: a 16-byte header ({@link
 * RunLayout}) and the items' bytes as the producer's stream had them. At position {@code tail},
 * where the next run will begin, there is always a header that says how many items were ever put.
 * So the textbook's {@code in} and {@code out}, and the number of items, follow from positions and
 * never need repair.
 *
 * <p>The facts are few: {@code tail}, moved by producers, commits what lies below it. {@code head},
 * moved by consumers, frees what lies below it. {@code claimAt} is where the next claim begins
 * ({@code claimRun}: the run that it is in). The <em>claims table</em> ({@link ClaimLayout}) says
 * which items are in whose hands: each line is free, held by a slot, or returned.
 *
 * <h2>Who takes part</h2>
 *
 * <p>A participant has a <em>slot</em>: a line that says its role, and a byte of {@code live} that
 * the kernel keeps locked until its process ends. Two robust locks ({@link
 * ipckit.common.sync.RobustLock}), one for producers and one for consumers, are held for memory
 * copies only. Two events ({@link ipckit.common.sync.Event}) are waited for: items, and room.
 *
 * <h2>Steps</h2>
 *
 * <p><b>Put.</b> P1 take the producers' lock. P2 look for room: capacity − (tail − head), with a
 * header to spare, and the item limit; none: release, wait for room, again. P3 write runs beyond
 * the tail, and behind them the header with the new count of items. P4 move {@code tail}: the
 * commit. P5 release. P6 signal items. P7 report.
 *
 * <p><b>Get.</b> C1 take the consumers' lock; <i>recover</i> after a take-over, after a sleep that
 * nobody ended, and now and then. C2 a returned claim, the oldest first, is taken again, whole or
 * its front (which at C2A is in both claims); else C3 a line of the table is filled with what is to
 * be claimed, and held; C4 {@code claimAt} moves behind it. C5 {@code head} moves to the lowest run
 * that is claimed or unclaimed. Release; signal room if the head moved. C6 deliver; acknowledge a
 * part by moving the claim's {@code from}. C7 acknowledge all by freeing the line: one store,
 * without the lock. C8 nothing to claim: see whether the stream has ended ({@link EndOfStream}),
 * wait for items. What a living consumer gives back becomes a returned claim, marked.
 *
 * <p><b>Recover</b> (the consumers' lock is held; idempotent). First, every held claim that ends
 * beyond {@code claimAt}, or overlaps a returned one, is freed, whoever holds it: its holder died
 * between C3 and C4, and it was never given out. No living holder's claim can look so while we have
 * the lock. Then each claim whose holder's byte is free is returned and marked, by a swap (the
 * holder may have acknowledged and then died) while its byte is held (so that no newcomer moves
 * in). Then C5.
 *
 * <p><b>Attach</b>, one at a time: T1 take a free byte. T2, T3 locks that name the slot were its
 * last inhabitant's: release the one, keep the other. T4 if that was so, or if there are claims of
 * the own slot, recover (the consumers' lock is held), counting those as a dead one's; else no lock
 * is needed, and one who is stopped with it holds no newcomer up. T5 write the role. T6 a producer
 * or holder is counted, after its role. <b>Detach:</b> what is held goes back, C5, the role is
 * erased, the byte given up, both events are signalled (items only if somebody may learn from it
 * that the stream has ended).
 *
 * <p><b>One to one.</b> No locks; the table's first line is the consumer's notebook: {@code to} is
 * noted before items are delivered, {@code from} and {@code head} after. A successor starts at
 * {@code from} and marks what lies below {@code to}.
 *
 * <p><b>Drop the oldest.</b> A producer without room takes the consumers' lock inside its own
 * (never the other way round), recovers, and drops what keeps the head where it is, one claim or
 * run after the other, as long as that is returned or unclaimed. What somebody holds is never
 * dropped.
 *
 * <p><b>Segments</b> are made ahead of the tail without a lock, under a private name, filled, and
 * linked into place, which replaces nothing; under the lock a producer looks again whether it has
 * made enough. They are unlinked below the head under the consumers' lock.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 * <caption>After which step, what, and who mends it</caption>
 * <tr><th>dies after</th><th>left behind</th><th>mended by</th></tr>
 * <tr><td>A1, P2, P3</td><td>a held lock, garbage beyond the tail</td><td>the next to want the lock</td></tr>
 * <tr><td>P4</td><td>committed; nobody woken; perhaps unreported; the lock held</td><td>bounded sleeps; the next to want the lock</td></tr>
 * <tr><td>P5, P6</td><td>committed; perhaps nobody woken</td><td>bounded sleeps</td></tr>
 * <tr><td>C2</td><td>a claim held by the dead, the lock held</td><td>recover, at the take-over</td></tr>
 * <tr><td>C2A</td><td>a claim that overlaps a returned one, the lock held</td><td>recover: frees it</td></tr>
 * <tr><td>C3</td><td>a claim that was never given out, the lock held</td><td>recover: frees it</td></tr>
 * <tr><td>C4, C5, C6</td><td>a claim held by the dead</td><td>recover: returns it</td></tr>
 * <tr><td>C7</td><td>a head that could move</td><td>the next C5, also a waiting producer's</td></tr>
 * <tr><td>R1</td><td>some claims returned, some not</td><td>recover, again</td></tr>
 * <tr><td>A2, A3</td><td>the lock's owner is the dead taker</td><td>the next taker</td></tr>
 * <tr><td>T1, T5</td><td>a free byte, a role; not yet counted</td><td>the same repairs</td></tr>
 * <tr><td>S1</td><td>a private file</td><td>whoever frees that segment</td></tr>
 * <tr><td>S2</td><td>a segment that is not needed yet</td><td>comes to use</td></tr>
 * <tr><td>S3</td><td>a segment below the head</td><td>the next participant that frees one</td></tr>
 * </table>
 *
 * <p>The steps are {@link ipckit.common.sync.RingStep}s, at each of which a process can be killed.
 * The protocol is model-checked, with variants that must fail: {@code src/model} beside this
 * source.
 *
 * <h2>Memory order</h2>
 *
 * <p>A lock is taken by a compare-and-set and released by a swap. {@code tail} is released at P4
 * and acquired by consumers; {@code head} is released at C5 and acquired at P2, so that an area is
 * not written again before those who read it are done. A claim's owner word is released by whoever
 * changes it and acquired by all who read it. Between publishing (tail, head, a claim given back, a
 * detach) and looking for sleepers, and between announcing a sleep and looking again, there is a
 * full fence on each side. Words for people to read are plain.
 *
 * <h2>Damage</h2>
 *
 * <p>Every position, length, slot and state read from shared memory is checked before use; what
 * cannot be ends in one error, CORRUPT.
 */
package ipckit.common.queue;
