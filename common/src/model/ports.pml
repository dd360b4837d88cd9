/* Models how task A moves a receive right to task B in a message (ports of ipc-mq). The package documentation of
   ipckit.mq.space defines the steps (such as X3). Two processes of A try to send the message until task A does not have
   the right any more. Two processes of B receive the message. A process may die between any two of its steps. Each
   change of rights happens under one robust lock and uses a journal. The change first writes the new values into the
   journal, then commits them by one store, and then copies them one by one from the journal into the variables of the
   port space. The mailbox has a lock of its own, so each operation on the mailbox is one step. If the mailbox is full,
   the sender tries again. */
#ifndef MAXD
#define MAXD 2
#endif
#define NPROC 4            /* Processes 0 and 1 belong to task A, and processes 2 and 3 to task B. */
#define NONE 0
#define CARRIED 1
#define ACCEPTED 2
#define READY 1
#define CLAIMED 2

/* The variables of the port space, which is the shared object that contains the rights of the tasks. */
byte lock;                 /* p+1 if process p owns the lock; 0 if it is free */
bit aHas;                  /* task A has the receive right */
byte bHas;                 /* the number of receive rights of task B, which must never exceed 1 */
byte row;                  /* the row for the right that the message carries: NONE, CARRIED or ACCEPTED */
bit sending;               /* the token of the message counts as being sent */
bit committed;             /* the journal contains a committed change */
bit jA, jS; byte jB, jR;   /* the new values in the journal */

/* The mailbox of the port to which the message is sent. */
byte mail;                 /* the message: NONE, READY or CLAIMED */
byte holder;               /* the process that has claimed the message */

bit dead[NPROC], fin[NPROC];
byte deaths;
bit reported;              /* a sender has reported that the message is sent */
bit delivered;             /* a receiver has delivered the message with its right */

/* DIES may end the process, unless MAXD processes have died already. It stands between all steps. */
#define DIES :: atomic { deaths < MAXD -> deaths++; dead[id] = 1; goto end }

inline step() { if DIES :: skip fi }

inline acquire() {
  atomic { (lock == 0 || dead[lock - 1]) -> lock = id + 1 }
}
inline apply() {
  aHas = jA; step(); bHas = jB; step(); row = jR; step(); sending = jS; step(); committed = 0
}
/* CHANGE makes one atomic change. The journal is written in one step, because no process reads it before the commit. */
inline change(a, b, r, s) {
#ifdef NOJOURNAL
  aHas = a; step(); bHas = b; step(); row = r; step(); sending = s
#else
  atomic { jA = a; jB = b; jR = r; jS = s }; step(); committed = 1; step(); apply()
#endif
}
/* USE acquires the lock. If an earlier owner died during a change, USE completes the change. If an earlier owner died
   while it sent the message, USE looks into the mailbox. If the message is there, the receive right moves from task A into
   the message. Otherwise the right stays with task A. */
inline use() {
  acquire(); step();
#ifndef NOREDO
  if :: committed -> apply() :: else fi;
#endif
  step();
#ifndef NORESOLVE
  if
  :: sending && mail != NONE -> change(0, bHas, CARRIED, 0)
  :: sending && mail == NONE -> change(aHas, bHas, NONE, 0)
  :: else
  fi;
#endif
  step();
  /* The receive right exists exactly once: with task A, with task B, or in the message until task B accepts the right. */
  atomic { assert(aHas + bHas + (row == CARRIED) == 1); assert(row != CARRIED || mail != NONE) }
}
inline release() { step(); lock = 0; step() }

proctype sender(byte id) {
  do
  :: use();
     if
     :: !aHas -> release(); break
     :: else ->
        change(1, bHas, CARRIED, 1); step();                     /* X2 */
        if
        :: mail = READY; step();                                 /* X3 */
           change(0, bHas, CARRIED, 0); reported = 1; release(); break /* X4 */
        :: change(1, bHas, NONE, 0); release()                    /* The mailbox is full. */
        fi
     fi
  od;
end: fin[id] = 1
}

proctype receiver(byte id) {
  do
  :: atomic { mail == READY -> mail = CLAIMED; holder = id }; step(); /* Y1 */
#ifdef ACKFIRST
     mail = NONE; step();
#endif
#ifdef NOLOCK
     if :: row == CARRIED -> change(aHas, bHas + 1, ACCEPTED, sending) :: else fi; step();
#else
     /* A receiver acquires no lock for a message that is not being sent and has no row, because such a message carries no right.
        The message of this model carries a right. So the assertion checks that it has a row when it is not being sent. */
     if :: !sending -> step(); assert(row != NONE) :: else fi;
     step();
     use();                                                       /* Y2 */
     if
     :: row == CARRIED ->
#ifdef NOACCEPTED
        change(aHas, bHas + 1, CARRIED, 0)
#else
        change(aHas, bHas + 1, ACCEPTED, 0)
#endif
     :: else
     fi;
     release();
#endif
     delivered = 1; step();
#ifndef ACKFIRST
     atomic { if :: mail == CLAIMED && holder == id -> mail = NONE :: else fi }; step(); /* Y3 */
#endif
     use();
     if :: row == ACCEPTED && mail == NONE -> change(aHas, bHas, NONE, 0) :: else fi; /* Y4 */
     release()
  :: atomic { mail == CLAIMED && dead[holder] -> mail = READY }   /* SWEEP of the mailbox */
  :: mail == NONE && fin[0] && fin[1] && (!reported || delivered || dead[2] || dead[3]) -> break
  od;
end: fin[id] = 1
}

init {
  aHas = 1;
  atomic { run sender(0); run sender(1); run receiver(2); run receiver(3) };
  fin[0] && fin[1] && fin[2] && fin[3];
  /* If a sender has reported the message as sent, a receiver has delivered the message with the receive right. This need not
     be so if both receivers have died. */
  assert(!reported || delivered || (dead[2] && dead[3]));
}
