/**
 * The mailbox: messages with priorities in a table that processes share. A ring of the package
 * {@code queue} delivers items in the order of arrival. A mailbox delivers messages by priority,
 * and its receivers lease, give back or acknowledge each message separately.
 *
 * <p>Types in reading order: {@link ipckit.common.mailbox.MailboxSpec} and {@link
 * ipckit.common.mailbox.Mailbox} (creates, opens, attaches), {@link ipckit.common.mailbox.Sender},
 * {@link ipckit.common.mailbox.Receiver}, {@link ipckit.common.mailbox.Caller}, {@link
 * ipckit.common.mailbox.PendingSender} and {@link ipckit.common.mailbox.ReceiptDesk} (the roles),
 * {@link ipckit.common.mailbox.MailboxLayout} and {@link ipckit.common.mailbox.EntryLayout} (the
 * layout in memory), {@link ipckit.common.mailbox.EntryTable} (the states of entries), {@link
 * ipckit.common.mailbox.EntryLists} (the lists), {@link ipckit.common.mailbox.MessageTimes} (delay
 * and expiry), {@link ipckit.common.mailbox.MailboxAttachment} (lock and recovery), {@link
 * ipckit.common.mailbox.EntrySettlement} (the end of a claim), {@link
 * ipckit.common.mailbox.MailboxEvents} (wake-ups). The package has more than 25 types, because
 * smaller packages could share the table and the attachment only if these were public. The package
 * may use {@code object}, {@code sync}, {@code memory} and {@code os}.
 *
 * <h2>The data in memory</h2>
 *
 * <p>A mailbox of capacity N has N <em>message entries</em>, and up to {@link
 * ipckit.common.mailbox.MailboxSpec#MOST_PENDING} more for <em>pending</em> messages, which were
 * sent while the mailbox was full. Each entry has a row in the table and a payload, which contains
 * the bytes. The row contains the <em>state</em> word of the entry, which has 64 bits and is always
 * changed by one atomic write. The word contains the kind of the state, the holder (the receiver
 * that has claimed the message), and the number of deliveries ({@code times}). The row also
 * contains two numbers that change only while the message is claimed: the number of <em>failed
 * tries</em> (a command ran for the message and failed), and the number of <em>lost</em> deliveries
 * (the holder died, or the lease ended by time). A participant writes one of these numbers before
 * it writes the state. If the participant dies between the two writes, the number is at most one
 * too high, and SWEEP ends the claim.
 *
 * <pre>
 *   FREE ──send──► READY ──receive──► CLAIMED(holder, times) ──acknowledge──► FREE
 *     │              ▲ ▲                  │         │
 *     └─pend─► PENDING │                  │         └──reply───► REPLIED ──caller reads it──► FREE
 *                      └─ given back, or the holder died, or the lease ended
 *
 *   FREE ──send with a delay──► DELAYED(times) ──the time has come──► READY
 *   CLAIMED ──given back with a delay──► DELAYED
 *   READY, DELAYED, PENDING ──withdrawn, or expired──► FREE
 * </pre>
 *
 * <p>Other data is <em>derived</em> from the rows: the counts of entries, and the lists of free
 * entries, of ready entries (one list for each priority), of held entries (claimed or replied), of
 * pending entries, of delayed entries, of offers, and of expiring entries. Because of the lists, no
 * operation has to search the table. Derived data is never repaired in part, only rebuilt
 * completely. A participant rebuilds all derived data after it has taken the lock over from a dead
 * owner, and after an exception has interrupted a change. If the rebuild fails, the participant
 * leaves the mailbox without releasing the lock. This participant then counts as dead, and another
 * participant rebuilds the data.
 *
 * <p>A message may have a <em>waiter</em>: a sender that waits until the message is received. A
 * ready message with a waiter is an <em>offer</em>: if the sender's deadline passes or the sender
 * dies before a receiver claims the message, the message is withdrawn. With capacity 0 every
 * message has a waiter. A <em>call</em> is a message whose waiter, the <em>caller</em>, wants a
 * reply. The message is the <em>request</em>. The reply replaces the request in the entry.
 *
 * <p>A message without a waiter may have two times, which the {@link
 * ipckit.common.mailbox.MessageClock} measures. A <em>delayed</em> message becomes ready when its
 * time comes. It counts towards the capacity, and keeps its number: as a ready message, it is
 * received before every message of its priority that was sent later. A message <em>expires</em>
 * when its time of expiry comes and no receiver has claimed it: the mailbox drops the message. A
 * claimed message does not expire, but it may expire when it is given back. A {@link
 * ipckit.common.mailbox.TimeWheel} contains the delayed entries, and another one the expiring
 * entries, so no operation has to sort entries by these times or to search all of them.
 *
 * <p>An {@linkplain ipckit.common.mailbox.EntryStore entry store} finds the entries in memory. An
 * <em>elastic</em> mailbox, whose number of entries can grow, has its entries in {@linkplain
 * ipckit.common.mailbox.ChunkFiles chunks}: files that are created when they are needed and deleted
 * when no entry in them is used. An unbounded mailbox is always elastic. A mailbox that is not
 * elastic has all entries in its one file. The entries of a chunk are allocated in the order of
 * their numbers. No entry of a chunk is allocated again until all entries of the chunk are free.
 *
 * <p>A claim ends when its holder, the receiver that made the claim, dies. A claim with a
 * <em>lease</em> also ends at a certain time of the {@link ipckit.common.mailbox.BootClock}. Each
 * process that has the {@linkplain Receipt receipt} of a leased message can acknowledge the message
 * or give it back. A receiver can also leave a leased claim without a holder (NO_HOLDER), so that
 * the claim survives the receiver. A leased message is copied before it is used, and the copy is
 * valid only if the claim still exists when the copy is complete.
 *
 * <h2>One lock</h2>
 *
 * <p>A participant holds the mailbox's {@linkplain ipckit.common.sync.RobustLock lock} while it
 * changes the state of an entry. A sender also holds the lock while it copies the bytes of its
 * message. A receiver copies bytes without the lock, because a claimed entry belongs to its holder.
 *
 * <p>The protocol has the following operations. A letter and a number, for example S1, name a step.
 *
 * <pre>
 * SEND     S1 acquire the lock. S2 find a free entry, or wait for room. S3 write the bytes. S4 set
 *          the message number, then state = READY or DELAYED, which commits the message. S5 put
 *          the entry into lists. S6 release the lock. S7 wake receivers. S8 report that the message is sent.
 *          A waiter that wants no reply waits until its message is acknowledged (the entry is FREE
 *          or has another message) or is claimed with a lease (the entry has no waiter any more).
 *          A caller waits for the state REPLIED. At the deadline, the waiter or caller acquires
 *          the lock and, if the state is READY, sets FREE.
 * PEND     if the mailbox has room, SEND; otherwise use an additional entry, state = PENDING.
 *          A participant that frees an entry makes the pending message with the lowest number READY
 *          before it releases the lock, so that no later message can overtake the pending one.
 * TIME     under the lock, in each RECEIVE and at the end of each SWEEP except that of ATTACH:
 *          state = FREE for each message that has expired, then remove its entry from its lists;
 *          state = READY(times) for each delayed message whose time has come, then move its entry
 *          to a list of ready entries. If there are very many such messages, one TIME makes ready
 *          only those that are received first, so that the lock is held for a short time. Before
 *          these changes, TIME moves the entries in the time wheels to the levels for the current
 *          time. A receiver that waits sleeps at most until the next delayed message becomes ready.
 * RECEIVE  R1 acquire the lock; SWEEP if no message is ready, or if this receiver's last SWEEP was
 *          more than 50 ms ago; TIME. R2 find the ready message of the highest priority and the
 *          lowest number; withdraw offers of dead senders. R3 state = CLAIMED(this receiver, times + 1).
 *          R4 move the entry to the list of held entries. R5 release the lock. R6 deliver.
 * ACK      K1 acquire the lock. K2 state = FREE. K3 remove the entry from its list. K4 release the
 *          lock. K5 wake senders. A receiver may do K2 and K3 in the next RECEIVE, after R1. ACK
 *          does nothing if the entry now contains another message, or if its message was delivered
 *          again.
 * FAIL     acquire the lock; store the result and the time of the failed try, and count the try;
 *          release the lock. The message stays claimed, and the holder gives it back or moves it to
 *          another mailbox.
 * LATER    acquire the lock. G1 store the time at which the message becomes ready. G2 state =
 *          DELAYED(times). G3 move the entry to the list of delayed entries. Release the lock, and
 *          wake receivers, so that they learn the time.
 * REPLY    A1 acquire the lock. A2 write the reply over the request, then the status of the reply,
 *          then state = REPLIED. A3 release the lock, wake callers. The caller copies the reply and
 *          then does K1 to K5.
 * SWEEP    under the lock, for each entry CLAIMED(p) whose lease has ended, or whose participant p
 *          is dead (no new process may take index p meanwhile): if the message is not a call, count
 *          the delivery as lost, then state = READY(times). If the message is a call, state =
 *          REPLIED("died") if its caller lives, otherwise FREE. Also, state = FREE for each REPLIED
 *          entry of a dead caller, and for each offer of a dead sender.
 * ATTACH   one process at a time: acquire a participant index. If the previous process with this
 *          index died as the owner of the lock, the new process now owns the lock: REBUILD. If the
 *          row of the index still has a role, the previous process may have left claims, offers or
 *          requests: SWEEP. Then write the role.
 * REBUILD  under the lock, after a takeover: rebuild all data derived from the states. If a
 *          process dies during REBUILD, the next owner of the lock runs REBUILD again.
 * </pre>
 *
 * <p>A <em>durable</em> mailbox has its files on a disk. Between S7 and S8 the sender writes its
 * changes to the disk. In a durable mailbox the row of each message also contains a {@link
 * ipckit.common.mailbox.Checksum} of the data that does not change with the state.
 *
 * <pre>
 * RECOVER  under the lock, by the first process that attaches after the machine was started:
 *          state = FREE for each entry with an impossible state, for each entry with a wrong
 *          checksum (its sender never reported the message as sent), and for each request and
 *          each reply (the caller is dead). For each other message, state = READY(max(times, 1)),
 *          or DELAYED(max(times, 1)) if it was delayed, because no process knows whether the
 *          message was received. Then REBUILD. The times of the messages stay valid, because the
 *          clock of a durable mailbox is the system time.
 * </pre>
 *
 * <p>A durable mailbox can be elastic. If its list of chunks has changed, the next sender also
 * writes the list to the disk before it reports that its message is sent. Two counters in shared
 * memory show whether the disk has the last change of the list. The files on the disk belong to one
 * object directory at a time, the directory that has the mailbox's name. The mailbox's file
 * contains a number that identifies this directory, see {@link ipckit.common.object.DurableFiles}.
 *
 * <p>Acknowledgements are reported before they are on the disk, so a power failure may cause a
 * received message to be delivered again, marked as redelivered.
 *
 * <p>A mailbox may admit only two processes, or only one receiver. Such a mailbox has {@linkplain
 * ExclusiveRole exclusive roles}. A process has an exclusive role while it keeps a certain byte of
 * the liveness file locked. When the process dies, the kernel unlocks the byte.
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 *   <caption>What a death after each step leaves. In brackets is the {@linkplain MailboxStep
 *   failpoint}, at which tests kill a process.</caption>
 *   <tr><th>step</th><th>left behind</th><th>repaired by</th></tr>
 *   <tr><td>S1 to S3 [MS3]</td><td>an owned lock, and bytes in a free entry</td>
 *       <td>takeover: REBUILD</td></tr>
 *   <tr><td>S4, S5 [MS4]</td><td>a message that was not reported, and that is possibly
 *       in no list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>S6, K4 [MU1]</td><td>waiting participants that were not woken</td>
 *       <td>their bounded sleeps</td></tr>
 *   <tr><td>S8, with a waiter</td><td>an offer or a request of a dead sender</td>
 *       <td>SWEEP, or the next RECEIVE that finds it</td></tr>
 *   <tr><td>R3 [MR3]</td><td>a claimed message in a list of ready entries</td>
 *       <td>takeover: REBUILD; then SWEEP</td></tr>
 *   <tr><td>R4 to R6 [MR5]</td><td>a claim of a dead receiver</td>
 *       <td>SWEEP: the message is ready again, marked as redelivered; a request is instead
 *       answered with the status DIED</td></tr>
 *   <tr><td>K2, K3 [MK2]</td><td>a free entry in the list of held entries, or in no
 *       list</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>FAIL [MF1]</td><td>a claim of a dead receiver, and a counted try</td>
 *       <td>takeover: REBUILD; then SWEEP: the message is ready again, and the try stays
 *       counted</td></tr>
 *   <tr><td>G1</td><td>a claim of a dead receiver. The end of the delay is stored in place of the
 *       end of the lease, because both use the same field</td>
 *       <td>takeover: REBUILD; then SWEEP: the message is ready again, without a delay</td></tr>
 *   <tr><td>a message is given back, also G2 [MG2]</td><td>a ready or delayed message in the list
 *       of held entries</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>TIME makes a message READY [MV2]</td><td>a ready message in the list of delayed
 *       entries</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>TIME moves an entry to another level of a time wheel</td><td>an entry in no list, or
 *       in the list of a wrong level</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>a message expires or is withdrawn [MW2]</td><td>a free entry in the lists of its
 *       message</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>A2 [MA2]</td><td>a complete reply whose caller was not woken</td>
 *       <td>the caller's bounded sleep</td></tr>
 *   <tr><td>a pending message is made READY [MP2]</td><td>a ready message in the list of pending
 *       entries</td><td>takeover: REBUILD</td></tr>
 *   <tr><td>a chunk's file is created [MC1]</td><td>a file that is not in the list of
 *       chunks</td><td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>a chunk is added to the list [MC2]</td><td>a chunk without used entries</td>
 *       <td>takeover: REBUILD keeps the chunk for later messages, or deletes it</td></tr>
 *   <tr><td>a chunk is removed from the list [MC3]</td><td>a file that is not in the list
 *       of chunks</td>
 *       <td>takeover: REBUILD deletes it</td></tr>
 *   <tr><td>S7, if the mailbox is durable [MD1]</td><td>a message that is not on the disk</td>
 *       <td>no repair: the message was not reported, and only a power failure loses it</td></tr>
 *   <tr><td>REBUILD [MB1]</td><td>incomplete lists</td><td>the next takeover: REBUILD</td></tr>
 * </table>
 *
 * <p>If a receiver dies while it acknowledges a message, either the entry is free, or the message
 * is delivered again. No state exists between the two, because one atomic write changes the state.
 */
package ipckit.common.mailbox;
