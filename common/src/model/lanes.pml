/* Models the fast calls of ipc-mq: requests and replies between two tasks. The package documentation of ipckit.mq.space defines the steps
   (such as C1). The port space is the shared object that contains the rights of the tasks. A right is in a row of a table, or in a lane. A
   lane contains up to two calls, each with the right to reply to one request. The space has one lock, and each lane has its own lock. The
   epoch is a number that is odd while a process performs an operation with the lock of the space. Each of these operations ends with a new
   even value of the epoch.
   One or two processes of a client task send requests, each of which carries a send-once right to reply, and receive the replies. One or
   two processes of a server task receive the requests and reply to them. Each process of the server may also reply to a request that the
   other process of the server has received. One more process uses the lock of the space for an operation that changes no right. Another
   process removes the server's task. Then the client gets a notice instead of a reply. A process may die after each of its steps.
   A mailbox has a lock of its own, so an operation on a mailbox is one step of the model. A change of rows uses a journal. The model
   ports.pml checks this journal, so a change of rows is one step here. Only the change that moves the rights from the lanes to rows has all
   its steps, because processes without the lock of the space see these steps. The model does not count epochs: the bit `odd` says whether
   the epoch is odd. */
#ifndef MAXD
#define MAXD 1             /* the largest number of deaths */
#endif
#ifndef NT
#define NT 2               /* the number of requests (1 to 3), which have the tokens 1 to NT */
#endif
#ifndef LANES
#define LANES 1            /* With two lanes, the client has two reply ports, and uses them in turn. */
#endif
#ifndef CALLS
#define CALLS 2            /* the number of calls in a lane; there are two calls at most */
#endif
#ifndef CLIENTS
#define CLIENTS 1          /* the number of processes of the client, 1 or 2 */
#endif
#ifndef SERVERS
#define SERVERS 1          /* the number of processes of the server, 1 or 2 */
#endif
#ifndef USES
#define USES 0             /* 1 if process USER runs */
#endif
#ifndef REMOVES
#define REMOVES 0          /* 1 if process REMOVER runs */
#endif
#define SECOND (NT == 1 -> 1 : 2)
#define K (LANES * CALLS)  /* The calls of all lanes have the numbers 0 to K-1. K stands for no call. */
#define LANE(c) ((c) / CALLS)

/* The numbers of the processes. */
#define SERVER 2           /* Processes 2 and 3 belong to the server. Processes 0 and 1 belong to the client. */
#define USER 4             /* the process that uses the lock of the port space for an operation that changes no right */
#define REMOVER 5          /* the process that removes the server's task */
#define LAST 6             /* removes the server's task when all other processes have ended; never dies */
#define NPROC 7

/* The states of a call. The class ipckit.mq.space.Lane has the same states and explains them. */
#define FREE 0
#define SENDING 1
#define CARRIED 2
#define NAMING 3
#define HELD 4
#define KEPT 5
#define REPLYING 6
#define REPLYING_KEPT 7
#define USED 8
/* The states of a message are NONE, READY, CLAIMED and ACKED. The states of a row for the right that a request carries are NONE (there is
   no row), CARRIED and ACCEPTED. */
#define NONE 0
#define READY 1
#define CLAIMED 2
#define ACKED 3
#define ACCEPTED 3
/* The kinds of messages that the client gets for a request. BYLANE is a reply that was sent with the lock of a lane. BYSEND is a reply that
   was sent with the lock of the port space. NOTICE is the notice that the right to reply was destroyed. */
#define BYLANE 1
#define BYSEND 2
#define NOTICE 3
/* The variable `sending` identifies the message that is being sent with the lock of the port space: request t, the reply to request t,
   or the notice that replaces this reply. The variable is 0 if no such message is being sent. */
#define REQUEST(t) (t)
#define REPLY(t) (NT + (t))
#define NOTIFY(t) (2 * NT + (t))

byte space;                /* the lock of the port space: p+1 if process p owns it, 0 if it is free */
byte lock[LANES];          /* the locks of the lanes */
bit odd;                   /* The epoch is odd. */
/* The results of the latest time that process p read the rows of the port space. sawTask[p]: the server's task existed. sawName[p]: the
   lowest name that no row contained. fresh[p]: no operation with the lock of the space was unfinished at that time, and none has begun
   since. */
bit sawTask[NPROC]; byte sawName[NPROC]; bit fresh[NPROC];

/* The lanes. */
byte st[K], tok[K], name[K];

/* The rows. */
bit gone;                  /* The server's task and its port are dying, or dead. */
bit buried;                /* The server's port and its mailbox are removed. */
byte row[NT + 1];          /* the right that a request carries */
byte rowName[NT + 1];      /* the name in this row */
byte has[NT + 1];          /* the server's name for the right to reply to a request; 0 if no row contains the right */
bit note[NT + 1];          /* the notice that the right to reply was destroyed */
byte sending;              /* the message that is being sent with the lock of the port space */
bit committed;             /* The journal contains a committed change. */
byte journal[K];           /* the states of the calls whose rights the change enters into rows */

/* The mailboxes of the server's port and of the reply ports. */
byte request[NT + 1], requestOf[NT + 1];
byte reply[NT + 1], replyOf[NT + 1], replyKind[NT + 1];

/* Variables that only the model has, for its checks. */
bit sent[NT + 1];          /* The request was put into its mailbox. */
byte given[NT + 1];        /* the name under which the server first accepted the right to reply; 0 before that */

byte issued;               /* the number of requests that the client has begun to send */
bit calling[NPROC];        /* The process is sending a request. */
bit dead[NPROC], fin[NPROC];
byte deaths;

#define ENDED(p) (dead[p] || fin[p])
#define UNOWNED(l) ((l) == 0 || dead[(l) - 1])
#define ISIN(message) ((message) == READY || (message) == CLAIMED)
#define ALL(condition) (condition(1) && condition(SECOND) && condition(NT))
#define ANY(condition) (condition(1) || condition(SECOND) || condition(NT))

/* DIE may end the process, unless MAXD processes have died already. It stands at the end of each step. */
#define DIE if :: deaths < MAXD && id != LAST -> deaths++; dead[id] = 1; FORGET; goto end :: true fi
#define FORGET op = 0; t = 0; c = 0; lane = 0; r = 0; i = 0; claim = 0; byLane = 0

/* CALL(t) is the number of the call for request t, or K if no lane contains this call. A process may use CALL without a lock. */
#if K == 2
#define CALL(t) (tok[0] == t && st[0] != FREE -> 0 : (tok[1] == t && st[1] != FREE -> 1 : K))
#else
#define CALL(t) (tok[0] == t && st[0] != FREE -> 0 : K)
#endif
#define ISHELD(c) (st[c] == HELD || st[c] == KEPT)
#define HASNAME(c) (st[c] >= HELD && st[c] <= REPLYING_KEPT)

/* NAMED(n, c) compares the name n with the name in the call that is not c. (The model has at most two calls.) NAMED is true if the server's
   task knows the right to reply to that call by the name n, or if a process has written n as the name of that right and has not accepted
   the right yet (state NAMING). CHECKNAME checks the name n under which a process accepts the right to reply to request t: the server's
   task must not know another right by this name. CHECKGIVEN checks that the right gets the same name if the request is delivered again. */
#if K == 2
#define NAMED(n, c) ((HASNAME(1 - (c)) || st[1 - (c)] == NAMING) && name[1 - (c)] == n)
#define CHECKNAME(n, c) assert(!(HASNAME(1 - (c)) && name[1 - (c)] == n) && has[1] != n && has[SECOND] != n && has[NT] != n); CHECKGIVEN(n)
#else
#define NAMED(n, c) 0
#define CHECKNAME(n, c) assert(has[1] != n && has[SECOND] != n && has[NT] != n); CHECKGIVEN(n)
#endif
#define CHECKGIVEN(n) assert(given[t] == 0 || given[t] == n); given[t] = n

/* FREENAME sets `to` to the lowest number that is not yet a name of a right in the rows of the server's task. FREENAME ignores
   the names in the lanes. */
inline freeName(to) {
  to = 1;
  do
  :: to == has[1] || to == has[SECOND] || to == has[NT] -> to++
  :: else -> break
  od
}

/* If a process has died during an operation on a call, REPAIR completes or undoes the operation. BROKEN says whether a call needs REPAIR. */
#ifdef NOREPAIR
#define BROKEN(c) 0
#else
#ifdef TAKEOVERONLY
#define BROKEN(c) (torn && HALFDONE(c))
#else
#define BROKEN(c) HALFDONE(c)
#endif
#endif
#define HALFDONE(c) (st[c] == SENDING || st[c] == NAMING || st[c] == REPLYING || st[c] == REPLYING_KEPT)
inline repair(n) {
  if
  :: st[n] == SENDING -> st[n] = (ISIN(request[tok[n]]) -> CARRIED : FREE)
  :: st[n] == NAMING -> st[n] = CARRIED
  :: st[n] == REPLYING -> st[n] = (ISIN(reply[tok[n]]) -> USED : HELD)
  :: st[n] == REPLYING_KEPT -> st[n] = (ISIN(reply[tok[n]]) -> FREE : KEPT)
  fi
}
#define FIRST (lane * CALLS)
#define OTHER (lane * CALLS + CALLS - 1)

/* LOOK reads the rows of the port space's table, unless the process has read them since the last operation with the lock of the space. The
   process owns the lock of a lane. The result r is 1 if the epoch is even and the server's task exists. An even epoch means that no
   operation with the lock of the space is unfinished. */
#ifdef NOODD
#define EVEN 1
#else
#define EVEN (!odd)
#endif
inline look() {
#ifndef NOEPOCH
  if
  :: !fresh[id] || odd -> sawTask[id] = !gone; freeName(sawName[id]); fresh[id] = !odd
  :: else
  fi;
#endif
  r = EVEN && sawTask[id]
}

/* SOUND(c) checks a call in which no operation is unfinished. If the call is not free, its request must have been sent, and no row may
   contain the right to reply. If the state of the call is USED, the reply must have been sent. If the state is CARRIED, HELD or
   KEPT, the reply must not have been sent. */
#define SOUND(c) (st[c] == FREE || sent[tok[c]] && has[tok[c]] == 0 && row[tok[c]] == NONE && (st[c] == USED) == (reply[tok[c]] != NONE))
/* APPLY moves the calls from the lanes into rows: for each call, it writes rows and then sets the state of the call to FREE. The journal
   contains the states of the calls until APPLY has finished. Therefore, if a process dies during APPLY, the next owner of the lock of
   the port space repeats APPLY. */
inline apply() {
  enter(0);
#if K == 2
  enter(1);
#endif
  atomic { committed = 0; journal[0] = FREE; journal[K - 1] = FREE; DIE }
}
inline enter(n) {
  if
  :: journal[n] != FREE ->
#ifdef STATEFIRST
     atomic { st[n] = FREE; DIE };
     atomic { enterRow(n); DIE }
#else
     atomic { enterRow(n); DIE };
     atomic { st[n] = FREE; DIE }
#endif
  :: else
  fi
}
inline enterRow(n) {
  if
  :: journal[n] == CARRIED -> row[tok[n]] = CARRIED
  :: journal[n] == HELD -> has[tok[n]] = name[n]; row[tok[n]] = ACCEPTED; rowName[tok[n]] = name[n]
  :: journal[n] == KEPT -> has[tok[n]] = name[n]
  :: journal[n] == USED -> row[tok[n]] = ACCEPTED; rowName[tok[n]] = name[n]
  :: else
  fi
}

/* PUTREPLY puts a message into the mailbox of the client's reply port: the reply to request n, or the notice that the right to reply was
   destroyed. The assertion checks that request n was sent, and that neither a reply to request n nor a notice for request n was put into
   the mailbox before. */
inline putReply(n, kind) { assert(sent[n] && reply[n] == NONE); reply[n] = READY; replyKind[n] = kind }
inline putRequest() { assert(!gone); request[t] = READY; sent[t] = 1 }

/* RESOLVE completes or undoes the sending of a message. */
inline resolve() {
  if
  :: sending <= NT -> if :: ISIN(request[sending]) :: else -> row[sending] = NONE fi
  :: sending > NT && sending <= 2 * NT -> if :: ISIN(reply[sending - NT]) -> has[sending - NT] = 0 :: else fi
  :: sending > 2 * NT -> if :: ISIN(reply[sending - 2 * NT]) -> note[sending - 2 * NT] = 0 :: else fi
  fi;
  sending = 0
}
/* BURY removes one row of the server's dead port, or one name of the server's dead task. If no such row and no such name is left, BURY
   removes the port. */
inline bury() {
  i = 1;
  do
  :: i <= NT && has[i] == 0 && row[i] == NONE -> i++
  :: else -> break
  od;
  if
  :: i > NT -> buried = 1
  :: i <= NT && has[i] != 0 -> has[i] = 0; note[i] = 1
  :: i <= NT && has[i] == 0 && row[i] == CARRIED -> row[i] = NONE; note[i] = 1
  :: i <= NT && has[i] == 0 && row[i] == ACCEPTED -> row[i] = NONE
  fi;
  i = 0
}
#define HASNOTE(t) note[t]

/* CHECKRIGHTS checks that exactly one of these statements is true for each request that was sent: (1) The request carries the right to
   reply. (2) The server's task has this right. (3) The right was destroyed, and the notice of this is not sent yet. (4) The reply or the
   notice was sent. CHECKROWS checks this for all requests. It also checks that no lane contains a call, and that no two rights of the
   server's task have the same name. */
#if !defined(NOMOVE) && !defined(NOLANES)
#define CHECKRIGHTS(t) ((row[t] == CARRIED) + (has[t] != 0) + note[t] + (reply[t] != NONE) == sent[t])
#define CHECKROWS assert(NOCALL && ALL(CHECKRIGHTS)); assert(NT == 1 || has[1] == 0 || has[1] != has[SECOND]); \
  assert(NT < 3 || has[NT] == 0 || has[NT] != has[1] && has[NT] != has[SECOND])
#else
#define CHECKROWS skip
#endif
#ifdef NOMOVE
#define NOCALL 1
#else
#define NOCALL (st[0] == FREE && st[K - 1] == FREE)
#endif

/* The operations that a process performs while it owns the lock of a lane or the lock of the port space. The variable `op` contains one of
   them, or 0. */
#define CALLING 1
#define TAKING 2
#define ACCEPTING 3
#define ANSWERING 4
#define ACKING 5
#define REMOVED 6

#define ISCLIENT (id < CLIENTS)
#define ISSERVER (id >= SERVER && id < SERVER + SERVERS)
#define CLIENTDONE(p) (ENDED(p) || issued == NT && !calling[p])
#define SETTLED(t) (!sent[t] || reply[t] == ACKED)
#define CANCLAIM(t) (!buried && (request[t] == READY || request[t] == CLAIMED && dead[requestOf[t]]))
#define CANREPLY(t) (has[t] != 0 || tok[0] == t && ISHELD(0) || tok[K - 1] == t && ISHELD(K - 1))
#define CANTAKE(t) (reply[t] == READY || reply[t] == CLAIMED && dead[replyOf[t]])
/* TAKE(n): a process of the client claims the reply to request n, or the notice that the right to reply was destroyed. CLAIM(n): a process of
   the server claims request n. RIGHT(n): a process of the server chooses request n, because the server's task has the right to reply to it.
   Another process of the server may have received this request. */
#define TAKE(n) atomic { ISCLIENT && CANTAKE(n) -> t = n; reply[n] = CLAIMED; replyOf[n] = id; op = TAKING; DIE }
#define CLAIM(n) atomic { ISSERVER && CANCLAIM(n) -> t = n; request[n] = CLAIMED; requestOf[n] = id; op = ACCEPTING; claim = 1; DIE }
#define RIGHT(n) atomic { ISSERVER && CANREPLY(n) -> t = n }

proctype process(byte id) {
  byte op, t, c, lane, r, i;
  bit claim;               /* This process belongs to the server, has claimed request t, and has not acknowledged it. */
  bit byLane;              /* This process has accepted the right of request t in a lane. */
#ifdef TAKEOVERONLY
  bit torn;
#endif

idle:
  if
  :: atomic { ISCLIENT && issued < NT -> issued++; t = issued; calling[id] = 1; op = CALLING; lane = (t - 1) % LANES; DIE }
     goto fast
  :: TAKE(1); goto take
  :: CLAIM(1); goto claimed
  :: RIGHT(1); goto held
#if NT >= 2
  :: TAKE(2); goto take
  :: CLAIM(2); goto claimed
  :: RIGHT(2); goto held
#endif
#if NT == 3
  :: TAKE(3); goto take
  :: CLAIM(3); goto claimed
  :: RIGHT(3); goto held
#endif
  :: atomic { ISCLIENT && issued == NT && (ALL(SETTLED) || ENDED(SERVER) && ENDED(SERVER + 1)) && !ANY(CANTAKE) -> fin[id] = 1; goto end }
  :: atomic { ISSERVER && CLIENTDONE(0) && CLIENTDONE(1) && UNOWNED(space) && !ANY(CANCLAIM) && !ANY(CANREPLY) -> fin[id] = 1; goto end }
  :: id >= USER -> goto slow
  fi;

/* RECEIVE of a reply. */
take:
  atomic {
    c = CALL(t);
    if
#ifndef NOWAIT
    :: replyKind[t] == BYLANE && c < K -> lane = LANE(c); goto fast
#endif
    :: replyKind[t] != BYLANE && (sending == REPLY(t) || sending == NOTIFY(t)) -> goto slow
    :: else -> goto taken
    fi
  }
taken:
  atomic { reply[t] = ACKED; FORGET; goto idle }

/* RECEIVE of a request. */
claimed:                                                          /* Y1 */
#ifdef ACKFIRST
  atomic { request[t] = ACKED; DIE };
#endif
  atomic { c = CALL(t); if :: c < K -> lane = LANE(c); goto fast :: else fi };
  atomic { if :: sending == REQUEST(t) -> goto slow :: else fi };
  /* A process that finds no row for a request concludes that the request carries no right. In this model, each request carries a right. So
     the row may be absent only if the server's port is dying or dead. */
  atomic { if :: row[t] != NONE -> goto slow :: else -> assert(gone); FORGET; goto idle fi };

accepted:
  if :: goto held :: goto acknowledge fi;

/* REPLY. */
held:
  atomic { op = ANSWERING; c = CALL(t); if :: c < K && ISHELD(c) -> lane = LANE(c); goto fast :: else -> goto slow fi };

replied:
  if :: claim :: else -> goto forget fi;

acknowledge:                                                      /* Y3 */
  atomic {
    op = ACKING; claim = 0;
    if :: request[t] == CLAIMED && requestOf[t] == id -> request[t] = ACKED :: else fi;
    DIE
  };
  if :: byLane :: else -> goto slow fi;

/* The process acquires the lock of a lane, performs its operation, and releases the lock. If r is then 0, the operation
   was impossible in the lane, and the process continues at `slow`. */
fast:
  atomic {
    UNOWNED(lock[lane]) ->
#ifdef TAKEOVERONLY
    torn = lock[lane] != 0;
#endif
    lock[lane] = id + 1; r = 0; DIE
  };
locked:
  if
  :: atomic { BROKEN(FIRST) -> repair(FIRST); DIE }; goto locked
#if CALLS == 2
  :: atomic { BROKEN(OTHER) -> repair(OTHER); DIE }; goto locked
#endif

  :: atomic {
       !BROKEN(FIRST) && !BROKEN(OTHER) && op == CALLING ->
       look();
       c = (st[FIRST] == FREE -> FIRST : OTHER);
       if :: r && st[c] == FREE :: else -> r = 0; goto unlock fi;
       tok[c] = t;
#ifdef PUTFIRST
       putRequest(); DIE
     };
     atomic { st[c] = SENDING; DIE };
#else
       st[c] = SENDING; DIE                                       /* C1 */
     };
     if
     :: atomic { putRequest(); DIE }                              /* C2 */
#ifdef FULL
     :: atomic { st[c] = FREE; r = 0; DIE }; goto unlock          /* The mailbox is full. In the model, the process then uses SEND. */
#endif
     fi;
#endif
     atomic { st[c] = CARRIED; DIE }

  :: atomic {
       !BROKEN(FIRST) && !BROKEN(OTHER) && op == ACCEPTING ->
       c = CALL(t);
#ifdef NOSTATE
       if :: c < K -> look() :: else fi;
#else
       if :: c < K && st[c] == CARRIED -> look() :: else fi;
#endif
       if :: r :: else -> goto unlock fi;
#ifdef CHECKFIRST
       if :: NAMED(sawName[id], c) -> r = 0; goto unlock :: else fi
     };
     atomic {
#endif
       name[c] = sawName[id]; st[c] = NAMING; DIE                 /* C3 */
     };
     atomic {
#if !defined(NONAMING) && !defined(CHECKFIRST)
       if :: NAMED(name[c], c) -> r = 0 :: else fi;
#endif
       skip
     };
     atomic {
       if
       :: r -> st[c] = HELD; byLane = 1; assert(!gone); CHECKNAME(name[c], c)
       :: else -> st[c] = CARRIED
       fi;
       DIE
     }

  :: atomic {
       !BROKEN(FIRST) && !BROKEN(OTHER) && op == ANSWERING ->
       c = CALL(t);
#ifdef NORELOOK
       if :: c < K && EVEN -> r = st[c] :: else fi;
#else
       if :: c < K && EVEN && ISHELD(c) -> r = st[c] :: else fi;
#endif
       if :: r :: else -> goto unlock fi;
#ifdef REPLYFIRST
       putReply(t, BYLANE); DIE
     };
     atomic { st[c] = (r == KEPT -> REPLYING_KEPT : REPLYING); DIE };
#else
       st[c] = (r == KEPT -> REPLYING_KEPT : REPLYING); DIE       /* C4 */
     };
     atomic { putReply(t, BYLANE); DIE };                         /* C5 */
#endif
#ifdef NOUSED
     atomic { st[c] = FREE; DIE }
#else
     atomic { st[c] = (r == KEPT -> FREE : USED); DIE }
#endif

  :: atomic {
       !BROKEN(FIRST) && !BROKEN(OTHER) && op == ACKING ->
       c = CALL(t);
       if
       :: c < K && EVEN ->
          r = 1;
#ifndef NOKEPT
          assert(st[c] == HELD || st[c] == USED);
          st[c] = (st[c] == USED -> FREE : KEPT);
#endif
          DIE
       :: else
       fi
     }

  :: atomic { !BROKEN(FIRST) && !BROKEN(OTHER) && op == TAKING -> r = 1 }
  fi;
unlock:
  atomic { lock[lane] = 0; DIE };
  if
  :: r == 0 -> goto slow
  :: r && op == TAKING -> goto taken
  :: r && op == ACCEPTING -> goto accepted
  :: r && op == ANSWERING -> goto replied
  :: r && (op == CALLING || op == ACKING) -> goto forget
  fi;

/* The process acquires the lock of the port space and the locks of all lanes, performs its operation, and releases the locks. */
slow:
  atomic { UNOWNED(space) -> space = id + 1; DIE };
#ifndef NOLANES
  do
  :: committed -> apply()
  :: atomic { !committed && UNOWNED(lock[0]) -> lock[0] = id + 1; DIE; break }
  od;
#if LANES == 2
  atomic { UNOWNED(lock[1]) -> lock[1] = id + 1; DIE };
#endif
#else
  if :: committed -> apply() :: else fi;
#endif
  atomic {
#ifdef TAKEOVERONLY
    torn = 1;
#endif
    if :: !odd -> odd = 1; fresh[0] = 0; fresh[1] = 0; fresh[2] = 0; fresh[3] = 0 :: else fi;
    DIE
  };
work:
  if
  :: atomic { BROKEN(0) -> repair(0); DIE }; goto work
#if K == 2
  :: atomic { BROKEN(1) -> repair(1); DIE }; goto work
#endif
  :: atomic {                                                     /* J1 */
       !BROKEN(0) && !BROKEN(K - 1) && !NOCALL ->
#if !defined(NOREPAIR) && !defined(NOLANES)
       assert(SOUND(0) && SOUND(K - 1));
#endif
       journal[0] = st[0]; journal[K - 1] = st[K - 1]; DIE
     };
#ifndef NOJOURNAL
     atomic { committed = 1; DIE };                               /* J2 */
#endif
     apply(); goto work
  :: atomic { NOCALL && sending != 0 -> resolve(); DIE }; goto work
  :: atomic { NOCALL && sending == 0 && gone && !buried -> bury(); DIE }; goto work
  :: atomic { NOCALL && sending == 0 && buried && ANY(HASNOTE) -> i = (note[1] -> 1 : (note[SECOND] -> SECOND : NT)); sending = NOTIFY(i); DIE };
     atomic { putReply(i, NOTICE); DIE };                         /* N1 */
     atomic { note[i] = 0; sending = 0; i = 0; DIE }; goto work

  :: atomic {
       NOCALL && sending == 0 && gone == buried && !ANY(HASNOTE) ->
       CHECKROWS;
       if
       :: op == CALLING && !gone -> row[t] = CARRIED; sending = REQUEST(t); DIE /* X2 */
       :: op == ANSWERING && has[t] != 0 -> sending = REPLY(t); DIE /* X2 */
       :: op == ACCEPTING && !gone ->                             /* Y2 */
          assert(row[t] != NONE);
          if :: row[t] == CARRIED -> freeName(r); row[t] = ACCEPTED; rowName[t] = r; has[t] = r; r = 0 :: else fi;
          CHECKGIVEN(rowName[t]); DIE; goto release
       :: op == ACKING -> assert(row[t] != CARRIED); row[t] = NONE; DIE; goto release /* Y4 */
       :: op == 0 && id != USER -> gone = 1; op = REMOVED; DIE; goto work /* T1 */
       :: else -> goto release
       fi
     };
     if
     :: atomic { op == CALLING -> putRequest(); DIE }             /* X3 */
     :: atomic { op == ANSWERING -> putReply(t, BYSEND); DIE }    /* X3 */
     fi;
     atomic { if :: op == ANSWERING -> has[t] = 0 :: else fi; sending = 0; DIE } /* X4 */
  fi;
release:
  atomic { odd = 0; DIE };
#ifndef NOLANES
  atomic { lock[0] = 0; lock[LANES - 1] = 0; DIE };
#endif
  atomic { space = 0; DIE };
  if
  :: op == TAKING -> goto taken
  :: op == ACCEPTING && !gone -> goto accepted
  :: op == ANSWERING -> goto replied
  :: id >= USER -> fin[id] = 1; goto end
  :: else
  fi;
forget:
  atomic { FORGET; calling[id] = 0; goto idle }

end:
  false
}

#define EVERYONEENDED (ENDED(0) && ENDED(1) && ENDED(SERVER) && ENDED(SERVER + 1) && ENDED(USER) && ENDED(REMOVER))
#define ANSWERED(t) (sent[t] == (reply[t] != NONE))
#define COMPLETE(t) (row[t] == NONE && has[t] == 0 && reply[t] == ACKED && replyKind[t] != NOTICE)

init {
  byte p;
  atomic {
    /* Each process starts as if it had read the rows of the port space: the server's task exists, and 1 is the lowest number that is free as
       a name for a right. */
    do
    :: p < NPROC -> sawTask[p] = 1; sawName[p] = 1; fresh[p] = 1; p++
    :: else -> break
    od;
    p = 0;
    run process(0); run process(SERVER);
    if :: CLIENTS == 2 -> run process(1) :: else -> fin[1] = 1 fi;
    if :: SERVERS == 2 -> run process(SERVER + 1) :: else -> fin[SERVER + 1] = 1 fi;
    if :: USES -> run process(USER) :: else -> fin[USER] = 1 fi;
    if :: REMOVES -> run process(REMOVER) :: else -> fin[REMOVER] = 1 fi
  }
  /* A newcomer that gets the participant index of a dead process releases the locks that the dead process owned. */
  do
  :: atomic { space != 0 && dead[space - 1] -> space = 0 }
  :: atomic { lock[0] != 0 && dead[lock[0] - 1] -> lock[0] = 0 }
  :: atomic { lock[LANES - 1] != 0 && dead[lock[LANES - 1] - 1] -> lock[LANES - 1] = 0 }
  :: EVERYONEENDED -> break
  od;
  /* This assertion applies if no process has died and the server's task was not removed. It checks that the client has received the reply to
     each request, and that no row and no lane contains a right. */
  assert(deaths > 0 || gone || issued == NT && ALL(COMPLETE) && st[0] == FREE && st[K - 1] == FREE);
  run process(LAST);
  fin[LAST];
  /* For each request that it has sent, the client gets one message: the reply, or the notice that the right to reply was destroyed. */
  assert(ALL(ANSWERED))
}
