/**
 * The mailbox: messages of several priorities in a table of slots that processes share, from which
 * they are taken in an order that is not that in which they came, leased, given back and
 * acknowledged each by itself.
 *
 * <h2>What lies in memory</h2>
 *
 * <p>A mailbox of capacity N has N <em>slots</em>, each a line in a table and a cell for the bytes.
 * The one word that counts in a line is its <em>state</em>: what the slot is, who has it, and how
 * often it was given out, in 64 bits that change at once.
 *
 * <pre>
 *   FREE ──send──► READY ──receive──► CLAIMED(who, times) ──acknowledge──► FREE
 *                    ▲                      │
 *                    └──── given back, or its holder has died, or its lease is over
 * </pre>
 *
 * <p>Everything else can be found again from the states and the sequence numbers beside them: the
 * lists of free slots and of ready ones (one a priority), by which the next message is found
 * without a search, and the counts. They are therefore called <em>derived</em>, and are never
 * repaired but made anew.
 *
 * <h2>One lock</h2>
 *
 * <p>Whoever moves a slot from one state to another holds the mailbox's {@linkplain
 * ipckit.common.sync.RobustLock lock}, for as long as it takes to copy the bytes of what is sent.
 * Received bytes are copied without it: a claimed slot is its holder's.
 *
 * <pre>
 * SEND     S1 lock. S2 a free slot, or wait for room. S3 bytes, sequence number. S4 state = READY:
 *          the commit. S5 lists. S6 unlock. S7 wake receivers. S8 report.
 * RECEIVE  R1 lock; after a sleep that was too long, SWEEP. R2 the ready one of the highest priority
 *          and lowest number. R3 state = CLAIMED(me, times + 1). R4 lists. R5 unlock. R6 deliver.
 * ACK      K1 lock. K2 state = FREE. K3 lists. K4 unlock. K5 wake senders. Or, with the next
 *          RECEIVE, under the same lock.
 * SWEEP    with the lock: each slot CLAIMED(s), where the kernel says that nobody lives in seat s
 *          (and is kept from moving in meanwhile): state = READY(times); lists.
 * ATTACH   one newcomer at a time: a seat; if its last inhabitant died with the lock, that is ours:
 *          REBUILD; what its last inhabitant had claimed is swept; then the role.
 * REBUILD  with the lock, after it was taken over from a dead one: all that is derived, from the
 *          states. Idempotent: who dies in it leaves the lock to one who begins again.
 * </pre>
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 *   <caption>Died after a step, and what is there then</caption>
 *   <tr><th>step</th><th>left</th><th>mended by</th></tr>
 *   <tr><td>S1 to S3</td><td>a held lock, and bytes in a slot that is free</td>
 *       <td>takeover: REBUILD</td></tr>
 *   <tr><td>S4, S5</td><td>the message is there, perhaps in no list; perhaps not reported</td>
 *       <td>takeover: REBUILD</td></tr>
 *   <tr><td>S6</td><td>nobody was woken</td><td>sleeps are bounded</td></tr>
 *   <tr><td>R3 to R6</td><td>a message in dead hands</td><td>SWEEP: it comes again, marked</td></tr>
 *   <tr><td>K2, K3</td><td>a free slot in no list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>K4</td><td>nobody was woken</td><td>sleeps are bounded</td></tr>
 * </table>
 *
 * <p>A message that is acknowledged at the very moment its holder dies is either free or comes
 * again: the state says which, and there is nothing between.
 */
package ipckit.mq.box;
