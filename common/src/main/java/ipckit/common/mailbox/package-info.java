/**
 * The mailbox: messages of several priorities in a table of slots that processes share, from which
 * they are taken in an order that is not that in which they came, leased, given back and
 * acknowledged each by itself.
 *
 * <h2>What lies in memory</h2>
 *
 * <p>A mailbox of capacity N has N <em>slots</em>, each a line in a table and a cell for the bytes;
 * and some more for what is pending beyond the limit. The one word that counts in a line is its
 * <em>state</em>: what the slot is, who has it, and how often it was given out, in 64 bits that
 * change at once.
 *
 * <pre>
 *   FREE ──send──► READY ──receive──► CLAIMED(who, times) ──acknowledge──► FREE
 *     │              ▲ ▲                  │         │
 *     └─pend─► PENDING │                  │         └──answer──► REPLIED ──the caller has it──► FREE
 *                      └─ given back, or its holder has died, or its lease is over
 * </pre>
 *
 * <p>Everything else can be found again from the states and the numbers beside them: the lists of
 * free slots, of ready ones (one a priority), of held ones (claimed or answered), of pending ones
 * and of offers, by which nothing is ever searched for, and the counts. They are therefore called
 * <em>derived</em>, and are never repaired but made anew: by who takes the lock over from a dead
 * owner, and by who has failed in the middle of a change. If that fails, too, he leaves his seat
 * and keeps the lock, so that to all others he is dead.
 *
 * <p>A message may have a <em>waiter</em>: a sender who stands by it until it is received. Where
 * messages go from hand to hand (capacity 0) every message has one, and it is no more than an
 * <em>offer</em>: when its sender's time is over before a receiver has it, or its sender is dead,
 * it is withdrawn. A <em>call</em> is a message whose waiter wants an answer, which takes the
 * question's place in its slot.
 *
 * <p>Where the slots are is a {@linkplain ipckit.common.mailbox.EntryStore table}'s business. A
 * bounded mailbox has them all in its one file. An unbounded one has them in {@linkplain
 * ipckit.common.mailbox.ChunkFiles chunks}, files that are made when they are needed and deleted
 * when nothing in them is used; whose slots are given out once, one after the other, until all are
 * free again.
 *
 * <p>A claim is for life, or by a <em>lease</em>: until a time of a clock that runs through
 * suspension ({@link BootClock}), whoever lives or dies. A lease may belong to nobody who lives
 * (NOBODY): whoever has the {@linkplain Receipt receipt} settles it. What is leased is copied like
 * what others may take away: it counts if the claim still stands afterwards.
 *
 * <h2>One lock</h2>
 *
 * <p>Whoever moves a slot from one state to another holds the mailbox's {@linkplain
 * ipckit.common.sync.RobustLock lock}, for as long as it takes to copy the bytes of what is sent.
 * Received bytes are copied without it: a claimed slot is its holder's.
 *
 * <pre>
 * SEND     S1 lock. S2 a free slot, or wait for room. S3 bytes. S4 number, state = READY: the
 *          commit. S5 lists. S6 unlock. S7 wake receivers. S8 report; with a waiter: wait until the
 *          slot has another number or state, or, out of time, lock, and if READY: state = FREE.
 * PEND     as SEND where there is room; else one slot beyond the limit, state = PENDING. Whoever
 *          frees a slot moves the pending one of the lowest number to READY, under the same lock,
 *          so that nothing that is sent later can come before it.
 * RECEIVE  R1 lock; after a sleep that was too long, SWEEP. R2 the ready one of the highest priority
 *          and lowest number; an offer whose sender is dead is withdrawn instead. R3 state =
 *          CLAIMED(me, times + 1). R4 lists. R5 unlock. R6 deliver.
 * ACK      K1 lock. K2 state = FREE. K3 lists. K4 unlock. K5 wake senders. Or, with the next
 *          RECEIVE, under the same lock. Refused if the slot has another number, or was given out
 *          again since.
 * ANSWER   A1 lock. A2 the answer's bytes over the question's, its status, state = REPLIED. A3
 *          unlock, wake callers. The caller copies it, and then: K1 to K5.
 * SWEEP    with the lock: each slot CLAIMED(s) whose lease is over, or where the kernel says that
 *          nobody lives in seat s (and is kept from moving in meanwhile): state = READY(times), or
 *          for a call: REPLIED("died"), if its caller lives, and FREE if not; each REPLIED whose
 *          caller is dead: FREE; each offer whose sender is dead: FREE. Lists. Also by those who
 *          always find something to do, every 50 ms.
 * ATTACH   one newcomer at a time: a seat; if its last inhabitant died with the lock, that is ours:
 *          REBUILD; if he did not leave in order, which his role shows, SWEEP of what he had
 *          claimed, offered or asked, under the lock: the counts say nothing while others rebuild;
 *          then the role.
 * REBUILD  with the lock, after it was taken over from a dead one: all that is derived, from the
 *          states. Idempotent: who dies in it leaves the lock to one who begins again.
 * </pre>
 *
 * <p>Where it is <em>durable</em>, its files are on a disk, and between S7 and S8 what was changed
 * is written there. A line has a checksum then, of all that does not change with the state.
 *
 * <pre>
 * RECOVER  with the lock, by the first newcomer after the machine was started: each slot whose
 *          state is impossible, whose checksum is wrong (it was never reported: only some of its
 *          blocks came to the disk), or that was a question or an answer (whoever asked is dead):
 *          state = FREE; all others: state = READY(times, at least 1), for nobody knows what was
 *          received. Then REBUILD.
 * </pre>
 *
 * <p>Which chunks there are is written out with the first report after it has changed, whoever
 * reports: two counts in shared memory say whether it is. The files themselves say which directory
 * has taken them up ({@link DurableFiles}).
 *
 * <p>Acknowledgements are not written out before they are reported: what was received just before
 * the power failed may come again, marked.
 *
 * <p>Where only so many may be there (a pair, a single receiver), they hold <em>passes</em>: bytes
 * of the live file behind those of the seats, which the kernel takes back from the dead.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 *   <caption>Died after a step, and what is there then; in brackets the {@linkplain
 *   MailboxStep failpoint}</caption>
 *   <tr><th>step</th><th>left</th><th>mended by</th></tr>
 *   <tr><td>S1 to S3 [MS3]</td><td>a held lock, and bytes in a slot that is free</td>
 *       <td>takeover: REBUILD</td></tr>
 *   <tr><td>S4, S5 [MS4]</td><td>the message is there, perhaps in no list; perhaps not
 *       reported</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>S6, K4 [MU1]</td><td>nobody was woken</td><td>sleeps are bounded</td></tr>
 *   <tr><td>S8, with a waiter</td><td>an offer, or a question, of a dead sender</td>
 *       <td>SWEEP, or whoever would receive it</td></tr>
 *   <tr><td>R3 [MR3]</td><td>a claimed message in the list of the ready ones</td>
 *       <td>takeover: REBUILD; then SWEEP</td></tr>
 *   <tr><td>R4 to R6 [MR5]</td><td>a message in dead hands</td>
 *       <td>SWEEP: it comes again, marked; a caller hears of it</td></tr>
 *   <tr><td>K2, K3 [MK2]</td><td>a free slot in no list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>A2 [MA2]</td><td>a whole answer of which nobody was told</td>
 *       <td>the caller's sleep is bounded</td></tr>
 *   <tr><td>between a pending one's move and its lists [MP2]</td><td>a ready message in the wrong
 *       list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>a chunk's file is made, not known [MC1]</td><td>a file too many</td>
 *       <td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>a chunk is known, nothing in it used [MC2]</td><td>the same</td>
 *       <td>takeover: REBUILD keeps it as the current one or the spare one, or deletes it</td></tr>
 *   <tr><td>a chunk is not known any more, its file there [MC3]</td><td>a file too many</td>
 *       <td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>S7, where it is durable [MD1]</td><td>a message that is there, and not on the
 *       disk</td><td>it was not reported: only a loss of power loses it</td></tr>
 *   <tr><td>REBUILD [MB1]</td><td>no list is whole</td><td>the next takeover: REBUILD</td></tr>
 * </table>
 *
 * <p>A message that is acknowledged at the very moment its holder dies is either free or comes
 * again: the state says which, and there is nothing between.
 */
package ipckit.common.mailbox;
