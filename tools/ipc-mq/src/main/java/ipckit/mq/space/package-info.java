/**
 * The port space: the tasks, ports and rights of one home. A port is a mailbox that only tasks with
 * a right can use. The rules are those of Mach 3. A task can have the right to receive from a port,
 * to send to the port, or to send to the port once. A message can carry rights to another task.
 *
 * <p>Types in reading order: {@link ipckit.mq.space.PortSpaces} (opens the space of a home), {@link
 * ipckit.mq.space.PortSpace} (one participant), {@link ipckit.mq.space.Tasks}, {@link
 * ipckit.mq.space.Ports}, {@link ipckit.mq.space.PortSets}, {@link ipckit.mq.space.PortSender} and
 * {@link ipckit.mq.space.PortReceiver} and {@link ipckit.mq.space.ReplyPort} (used by verbs),
 * {@link ipckit.mq.space.Rights} (Mach's rules), {@link ipckit.mq.space.Notices}, {@link
 * ipckit.mq.space.Pending}, {@link ipckit.mq.space.Sending} (messages with rights, and notices),
 * {@link ipckit.mq.space.Deaths} (the destruction of ports and tasks), {@link
 * ipckit.mq.space.Lanes}, {@link ipckit.mq.space.Lane}, {@link ipckit.mq.space.LaneRequests},
 * {@link ipckit.mq.space.LaneAcceptance} and {@link ipckit.mq.space.HeldCall} (fast calls), {@link
 * ipckit.mq.space.Change} and {@link ipckit.mq.space.Journal} (atomic changes), {@link
 * ipckit.mq.space.SpaceLayout} and {@link ipckit.mq.space.RowLayout} (the layout in memory), {@link
 * ipckit.mq.space.SpaceTrace} (reports the steps to a user). The package has more than 25 types,
 * because each kind of row has a small view of its own. It uses the packages {@code mailbox},
 * {@code failure} and {@code common}.
 *
 * <h2>The data</h2>
 *
 * <p>The port space is one shared object with one robust lock. A table of rows contains the tasks,
 * the ports, the names that tasks have for ports, the rights that messages carry, the requests for
 * notices, and the notices that are not sent yet. The token of a message is a number that
 * identifies it, and by which the rights in it are found. The messages of a port are in a mailbox
 * of their own. The name of this mailbox contains the number of the port. The mailbox is elastic:
 * replies and notices must never be lost, so they enter the mailbox even if it is full.
 *
 * <p>A call is a request that carries one send-once right, and the reply that uses this right up.
 * In most calls, the right has no row: it is in a lane. A lane belongs to one port, the reply port.
 * It contains the rights of up to two calls. Each lane has a robust lock of its own. An operation
 * that uses the lock of the space also acquires the locks of all lanes, and first enters the rights
 * in lanes into rows. Therefore only the operations CALL, ACCEPT and REPLY know the lanes. The
 * epoch is a number that is odd during each operation that uses the lock of the space, and has
 * another even value after it. A process that has the lock of a lane may read the rows if the epoch
 * is even. It may rely on what it has read before if the epoch is still the same.
 *
 * <h2>Steps</h2>
 *
 * <pre>
 * CHANGE   the caller holds the lock. J1 write the offset and the new value of each changed word
 *          into the journal. J2 set the length of the journal, which commits the change. J3 write
 *          the words, and set the length to 0.
 * USE      acquire the lock. If the journal has a length: J3. Acquire the locks of the lanes, and
 *          make the epoch odd. REPAIR each lane, then CHANGE: rows with the calls' tokens contain
 *          the rights in lanes, and the lanes are empty. If a message is being sent: RESOLVE.
 *          Mark each task and each reply port whose process has ended as dying (T1). For each
 *          pending message: if the number of messages before it is below the limit of the port, or
 *          if a task has received it, CHANGE: a notice replaces the request that PEND entered. BURY
 *          all that is dying, and NOTIFY. Then make the change, BURY and NOTIFY again, make the
 *          epoch even, and release the locks.
 * SEND     a message without rights: check the task's send right without the lock, then send the
 *          message as to any mailbox. A message with rights, or a message that is sent with a
 *          send-once right: X1 acquire the lock, check the rights. X2 CHANGE: rows with the
 *          message's token contain the rights, and the token counts as being sent. X3
 *          put the message with the token into the mailbox; if the mailbox is full, CHANGE: delete
 *          the rows, and wait for room without the lock. X4 CHANGE: the rights leave the task, and
 *          no message is being sent. If the task used a send-once right to send the message, this
 *          right leaves the task, too.
 *          A port of capacity 0 counts as full in X3 unless a receiver waits at it. The message
 *          then enters the mailbox beyond the limit.
 * PEND     if the mailbox is full, a task may send a message as a pending message. As SEND; X2 also
 *          enters a request for a msg-accepted notice, which has the message's token. X3 puts the
 *          message into the mailbox beyond its limit.
 * RESOLVE  if the mailbox contains a message with the token: X4; otherwise delete the rows, and the
 *          request that PEND entered. If the message was ever put into its mailbox, it is still
 *          there, because a receiver needs the lock before it acknowledges a message that is being
 *          sent.
 * RECEIVE  Y1 claim a message, and check the receive right; without the right, give the message
 *          back. Y2 if the message has a token, and it is being sent or its token has rows:
 *          acquire the lock, CHANGE: the rights belong to the task, and their rows contain the
 *          names. Y3 deliver and acknowledge the message. Y4 CHANGE: delete the rows.
 * CALL     a task sends a request with one right, a send-once right that is made from a receive
 *          right. The first request is sent by SEND, and the port gets a lane. Later: acquire the
 *          lock of the lane, REPAIR it. If the epoch is odd, the lane has no empty call, or the
 *          task lacks a right: SEND. C1 the lane contains the call, in the state SENDING. C2 put
 *          the request with the call's token into the mailbox. Change the state to CARRIED, or, if
 *          the mailbox is full, to FREE. Release the lock, before a receiver is woken.
 * ACCEPT   after Y1, if a lane contains the call: acquire the lock of the lane, REPAIR it. If the
 *          epoch is odd, or the state is not CARRIED: Y2. C3 write the task and a name that no row
 *          has, and change the state to NAMING. If the task has the name in another call: change
 *          the state to CARRIED, and Y2. Otherwise change the state to HELD. Release the lock.
 *          After Y3 acquire the lock again, and change HELD to KEPT, and USED to FREE.
 * REPLY    a task sends a message without rights with a right in a lane: acquire the lock of the
 *          lane, REPAIR it. If the epoch is odd, or the state is neither HELD nor KEPT: SEND. C4
 *          change the state to REPLYING. C5 put the reply with the negative token into the
 *          mailbox. Change the state to USED, or, if it was KEPT, to FREE. Release the lock, before
 *          a receiver is woken. If the state is REPLYING when the receiver of the reply is about to
 *          acknowledge it, the receiver first acquires the lock, and so waits for the end of REPLY.
 * REPAIR   the owner of a lane's lock finds a state that only another owner leaves, if it dies.
 *          SENDING becomes CARRIED if the request is in the mailbox; otherwise FREE. NAMING becomes
 *          CARRIED. REPLYING becomes USED (after KEPT: FREE) if the reply is in the mailbox;
 *          otherwise it becomes what it was before.
 * NOTIFY   for each notice, in the order of their numbers: CHANGE: its token counts as being sent;
 *          N1 put it into the mailbox of the notify port; CHANGE: delete the notice's row, and if
 *          the notice carries a receive right, enter a row for this right with the notice's token.
 *          If a living process keeps the lock of the mailbox, CHANGE: no message is being sent, and
 *          leave the notices for this port to the next USE.
 * BURY     a port or a task that is dying counts as dead. Each CHANGE removes one thing that
 *          belongs to it: a name, a request, a carried right. When no such thing is left (D1),
 *          remove the port's mailbox (D2). Then CHANGE: delete the row.
 * ALLOCATE under the lock: L1 create the mailbox under a new number. Then CHANGE: enter the port
 *          and its names. A reply port also has a run file, which its process keeps locked while it
 *          lives. The process creates and locks this file before L1.
 * </pre>
 *
 * <h2>What a death leaves</h2>
 *
 * <table>
 *   <caption>What a death after each step leaves. In brackets is the {@linkplain
 *   ipckit.mq.space.SpaceStep failpoint}, at which tests kill a process.</caption>
 *   <tr><th>step</th><th>left behind</th><th>repaired by</th></tr>
 *   <tr><td>J1 [PJ1]</td><td>a journal without a length</td><td>nothing to repair</td></tr>
 *   <tr><td>J2, J3 [PJ2, PJ3]</td><td>a committed change</td><td>the next USE: J3</td></tr>
 *   <tr><td>X2 [PX2]</td><td>rows of rights that no message carries</td>
 *       <td>the next USE: RESOLVE deletes them</td></tr>
 *   <tr><td>X3 [PX3]</td><td>a message whose rights have not left their task</td>
 *       <td>the next USE: RESOLVE completes the sending</td></tr>
 *   <tr><td>Y1 [PY1]</td><td>a claim of a dead receiver</td>
 *       <td>the mailbox delivers the message again</td></tr>
 *   <tr><td>Y2 [PY2]</td><td>a claim of a dead receiver, whose task has the rights</td>
 *       <td>the mailbox delivers the message again; its rights have the same names</td></tr>
 *   <tr><td>Y3 [PY3]</td><td>rows of rights that no message carries</td>
 *       <td>BURY of the port deletes them</td></tr>
 *   <tr><td>N1 [PN1]</td><td>a notice in the mailbox and in its row</td>
 *       <td>the next USE: RESOLVE deletes the row</td></tr>
 *   <tr><td>D1, D2, T1 [PD1, PD2, PT1]</td><td>a port or task that is dying</td>
 *       <td>the next USE: BURY</td></tr>
 *   <tr><td>C1 [PC1]</td><td>a call whose request is in no mailbox</td>
 *       <td>REPAIR empties the call</td></tr>
 *   <tr><td>C2 [PC2]</td><td>a request whose lane says that it is being sent</td>
 *       <td>REPAIR completes the sending</td></tr>
 *   <tr><td>C3 [PC3]</td><td>a claim of a dead receiver, and a call in the state NAMING</td>
 *       <td>REPAIR; the mailbox delivers the request again</td></tr>
 *   <tr><td>C4 [PC4]</td><td>a call in the state REPLYING, without a reply</td>
 *       <td>REPAIR: the task still has the right</td></tr>
 *   <tr><td>C5 [PC5]</td><td>a reply whose lane says that it is being sent</td>
 *       <td>REPAIR: the right is used up</td></tr>
 *   <tr><td>L1 [PL1]</td><td>a mailbox that belongs to no port</td>
 *       <td>{@code gc}, also for the run file of a reply port</td></tr>
 * </table>
 *
 * <p>Two models in {@code common/src/model} check these steps within small bounds, with a death
 * between any two of them. Deliberately wrong variants of the steps fail. {@code ports.pml} covers
 * CHANGE, USE, SEND, RESOLVE and RECEIVE for a receive right that moves in a message. {@code
 * lanes.pml} covers CALL, ACCEPT, REPLY and REPAIR, and USE, SEND, RESOLVE, RECEIVE, BURY and
 * NOTIFY as far as they concern the right to reply. No model covers PEND and ALLOCATE.
 */
package ipckit.mq.space;
