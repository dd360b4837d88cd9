/**
 * The mailbox: messages with priorities in a table that processes share. A ring hands items out in
 * the order of arrival. A mailbox hands messages out by priority, and each message is leased, given
 * back or acknowledged on its own.
 *
 * <p>Types in reading order: {@link ipckit.common.mailbox.MailboxSpec} and {@link
 * ipckit.common.mailbox.Mailbox} (creates, opens, attaches), {@link ipckit.common.mailbox.Sender},
 * {@link ipckit.common.mailbox.Receiver}, {@link ipckit.common.mailbox.Caller}, {@link
 * ipckit.common.mailbox.PendingSender} and {@link ipckit.common.mailbox.ReceiptDesk} (the roles),
 * {@link ipckit.common.mailbox.MailboxLayout} and {@link ipckit.common.mailbox.EntryLayout} (what
 * is where), {@link ipckit.common.mailbox.EntryTable} (entries and lists), {@link
 * ipckit.common.mailbox.MailboxAttachment} (lock, events, recovery). The package has more than 25
 * types because a division would make the table and the attachment public. It may use {@code
 * object}, {@code sync}, {@code memory} and {@code os}.
 *
 * <h2>What is in memory</h2>
 *
 * <p>A mailbox of capacity N has N <em>message entries</em>, and some more for pending messages.
 * Each entry has a row in the table and a payload, which holds the bytes. The <em>state</em> word
 * of the row decides everything: it holds the kind of the entry, its holder, and the number of
 * deliveries in 64 bits that change at once.
 *
 * <pre>
 *   FREE ──send──► READY ──receive──► CLAIMED(holder, times) ──acknowledge──► FREE
 *     │              ▲ ▲                  │         │
 *     └─pend─► PENDING │                  │         └──answer──► REPLIED ──the caller reads it──► FREE
 *                      └─ given back, or the holder is dead, or the lease has ended
 * </pre>
 *
 * <p>Everything else is <em>derived</em> from the states and the message numbers: the counts, and
 * the lists of free entries, of ready entries (one list for each priority), of held entries
 * (claimed or answered), of pending entries and of offers. The lists make every operation fast.
 * Derived data is never repaired. It is rebuilt by a participant that takes the lock over from a
 * dead owner, or that was interrupted by an exception in the middle of a change. If the rebuild
 * fails, the participant leaves the mailbox and keeps the lock, so that it counts as dead.
 *
 * <p>A message may have a <em>waiter</em>: a sender that waits until the message is received. With
 * capacity 0 every message has a waiter, and is an <em>offer</em>: it is withdrawn when the
 * sender's time limit ends or the sender dies before a receiver claims it. A <em>call</em> is a
 * message whose waiter wants an answer. The answer replaces the question in its entry.
 *
 * <p>An {@linkplain ipckit.common.mailbox.EntryStore entry store} knows where the entries are. A
 * bounded mailbox has all of them in its one file. An unbounded mailbox has them in {@linkplain
 * ipckit.common.mailbox.ChunkFiles chunks}: files that are created when they are needed and deleted
 * when no entry in them is used. The entries of a chunk are allocated once, one after the other,
 * until all of them are free again.
 *
 * <p>A claim lasts while its holder lives, or for a <em>lease</em>. A lease ends at a time of the
 * {@link ipckit.common.mailbox.BootClock}, whether or not its holder lives. A lease may belong to
 * no participant (NO_HOLDER); a process that has the {@linkplain Receipt receipt} settles it. A
 * leased message is copied before it is used, and the copy counts only if the claim still stands
 * afterwards.
 *
 * <h2>One lock</h2>
 *
 * <p>A participant holds the mailbox's {@linkplain ipckit.common.sync.RobustLock lock} while it
 * changes the state of an entry, which includes the copy of the bytes that it sends. Received bytes
 * are copied without the lock, because a claimed entry belongs to its holder.
 *
 * <pre>
 * SEND     S1 acquire the lock. S2 find a free entry, or wait for room. S3 write the bytes. S4 set
 *          the number, state = READY: the commit. S5 link it into the lists. S6 release the lock.
 *          S7 wake receivers. S8 report. With a waiter: wait until the entry has another number or
 *          state; at the deadline acquire the lock and, if the state is READY, set FREE.
 * PEND     like SEND if there is room; otherwise use one entry beyond the limit, state = PENDING. A
 *          participant that frees an entry makes the pending message of the lowest number READY
 *          under the same lock, so that no later message can overtake it.
 * RECEIVE  R1 acquire the lock; after a sleep that ended late, SWEEP. R2 find the ready message of
 *          the highest priority and the lowest number; withdraw offers of dead senders. R3 state =
 *          CLAIMED(me, times + 1). R4 move it between lists. R5 release the lock. R6 deliver.
 * ACK      K1 acquire the lock. K2 state = FREE. K3 move it between lists. K4 release the lock. K5
 *          wake senders. Or together with the next RECEIVE under one lock. Refused if the entry has
 *          another number, or was delivered again.
 * ANSWER   A1 acquire the lock. A2 write the answer over the question, then its status, state =
 *          REPLIED. A3 release the lock, wake callers. The caller copies the answer; then K1 to K5.
 * SWEEP    under the lock, for each entry CLAIMED(p) whose lease has ended, or whose participant p
 *          is dead (no newcomer may take index p meanwhile): state = READY(times); a call becomes
 *          REPLIED("died") if its caller lives, otherwise FREE. Each REPLIED entry of a dead caller
 *          becomes FREE, and so does each offer of a dead sender. A participant that never waits
 *          sweeps every 50 ms.
 * ATTACH   one newcomer at a time: take a participant index. If the process that had the index
 *          before died with the lock, the newcomer owns the lock: REBUILD. If that process did not
 *          detach, which its role shows: SWEEP of its claims, offers and questions. Then write the
 *          role.
 * REBUILD  under the lock, after a takeover: rebuild everything derived from the states. It is
 *          idempotent: if a process dies in it, the next one begins again.
 * </pre>
 *
 * <p>A <em>durable</em> mailbox has its files on a disk. Between S7 and S8 the sender writes its
 * changes to the disk. The row then has a checksum of everything that does not change with the
 * state.
 *
 * <pre>
 * RECOVER  under the lock, by the first newcomer after the machine was started: each entry with an
 *          impossible state, with a wrong checksum (it was never reported), or with a question or
 *          an answer (its caller is dead): state = FREE. Each other entry: state = READY(times, at
 *          least 1), because no process knows whether it was received. Then REBUILD.
 * </pre>
 *
 * <p>The list of chunks is written to the disk together with the first report after it changed. Two
 * counters in shared memory say whether it is there. The files themselves name the object directory
 * that has adopted them ({@link DurableFiles}).
 *
 * <p>Acknowledgements are reported before they are on the disk, so a message received just before a
 * power failure may come again, marked as redelivered.
 *
 * <p>A mailbox for a pair or for a single receiver gives out {@linkplain ExclusiveRole exclusive
 * roles}: bytes of the liveness file after those of the participants, which the kernel releases at
 * a death.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 *   <caption>Died after a step, and what is left; in brackets the {@linkplain MailboxStep
 *   failpoint}</caption>
 *   <tr><th>step</th><th>left behind</th><th>repaired by</th></tr>
 *   <tr><td>S1 to S3 [MS3]</td><td>an owned lock, and bytes in a free entry</td>
 *       <td>takeover: REBUILD</td></tr>
 *   <tr><td>S4, S5 [MS4]</td><td>a message that is perhaps in no list and perhaps not
 *       reported</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>S6, K4 [MU1]</td><td>no waiting participant was woken</td>
 *       <td>bounded sleeps</td></tr>
 *   <tr><td>S8, with a waiter</td><td>an offer or a question of a dead sender</td>
 *       <td>SWEEP, or the next RECEIVE that finds it</td></tr>
 *   <tr><td>R3 [MR3]</td><td>a claimed message in a list of ready entries</td>
 *       <td>takeover: REBUILD; then SWEEP</td></tr>
 *   <tr><td>R4 to R6 [MR5]</td><td>a claim of a dead receiver</td>
 *       <td>SWEEP: the message comes again, marked; a caller gets the status DIED</td></tr>
 *   <tr><td>K2, K3 [MK2]</td><td>a free entry in no list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>A2 [MA2]</td><td>a whole answer whose caller was not woken</td>
 *       <td>the caller's bounded sleep</td></tr>
 *   <tr><td>between the move of a pending message and its lists [MP2]</td><td>a ready message in
 *       the wrong list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>a chunk's file is created, and not in the list of chunks [MC1]</td><td>an extra
 *       file</td><td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>a chunk is in the list, and nothing in it is used [MC2]</td><td>an empty chunk</td>
 *       <td>takeover: REBUILD keeps it as the current or the spare chunk, or deletes it</td></tr>
 *   <tr><td>a chunk is off the list, and its file exists [MC3]</td><td>an extra file</td>
 *       <td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>S7, if the mailbox is durable [MD1]</td><td>a message that is not on the disk</td>
 *       <td>it was not reported, and only a power failure loses it</td></tr>
 *   <tr><td>REBUILD [MB1]</td><td>no list is whole</td><td>the next takeover: REBUILD</td></tr>
 * </table>
 *
 * <p>If a receiver dies while it acknowledges a message, the message is either free or comes again:
 * the state decides, and there is nothing between.
 */
package ipckit.common.mailbox;
