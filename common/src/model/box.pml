/* Models a mailbox: a table of message entries under one robust lock. The owner of the lock changes an entry in two parts.
   First it changes the state, the receiver that has claimed the message, and the number of deliveries, all in one step. Then
   it moves the entry from one list to another, in further steps. The lists lf, lr, lh, lp and ld contain the free, ready,
   claimed, pending and delayed entries. The states of the entries determine the lists. So a process that takes the lock over
   from a dead owner rebuilds the lists from the states.
   One sender sends NI messages, and there are two receivers. A process may die between any two of its steps. Macros add:
   OFFER: a second sender waits until its message is acknowledged, or withdraws the message after a time limit.
   PEND: a third sender puts its message into the mailbox even if the mailbox is full. The message is pending then.
   LEASE: a claim may end while its receiver lives.
   TIMES: the first sender may delay a message, one message may expire while no receiver has claimed it, and a receiver may
   give one message back with a delay. */
#ifndef MAXD
#define MAXD 1
#endif
#ifndef NI
#define NI 2
#endif
#ifndef CAP
#define CAP 1
#endif
#define SLOTS 2
#define FREE 0
#define READY 1
#define CLAIMED 2
#define PENDING 3
#define DELAYED 4
#define M 6 /* The message numbers are less than M: 1 to NI for the first sender, 4 for the second, and 5 for the third. */
byte st[SLOTS], who[SLOTS], times[SLOTS], msg[SLOTS], stands[SLOTS];
bit lf[SLOTS], lr[SLOTS], lh[SLOTS], lp[SLOTS], ld[SLOTS];
byte own; /* own identifies the owner of the lock by its participant index + 1. The value 0 means that the lock is free. */
bit dead[5], fin[5];
byte deaths, over, gone, later;
bit rep[M], seen[M], done[M], took[M];
#define ROOM (lr[0] + lr[1] + lh[0] + lh[1] + ld[0] + ld[1] < CAP)
/* MOVE moves an entry from one list to another, with one store for each list. */
#define MOVE(from, to, s) from[s] = 0; to[s] = 1

/* PROMOTE makes pending messages ready as long as the mailbox has room for them. */
inline PROMOTE() {
  do
  :: ROOM && lp[0] -> st[0] = READY; MOVE(lp, lr, 0)
  :: ROOM && lp[1] -> st[1] = READY; MOVE(lp, lr, 1)
  :: else -> break
  od
}
inline LIST(s) {
  if
  :: st[s] == FREE -> lf[s] = 1
  :: st[s] == READY -> lr[s] = 1
  :: st[s] == CLAIMED -> lh[s] = 1
  :: st[s] == PENDING -> lp[s] = 1
  :: st[s] == DELAYED -> ld[s] = 1
  fi
}
inline REBUILD() {
#ifdef NOREBUILD
  skip
#else
  atomic { lf[0] = 0; lr[0] = 0; lh[0] = 0; lp[0] = 0; ld[0] = 0 }
  atomic { lf[1] = 0; lr[1] = 0; lh[1] = 0; lp[1] = 0; ld[1] = 0 }
  LIST(0); LIST(1);
  PROMOTE()
#endif
}
inline LOCK() {
  if
  :: atomic { own == 0 -> own = id + 1 }
  :: atomic { own != 0 && dead[own - 1] -> own = id + 1 } REBUILD()
  fi
}
inline UNLOCK() { own = 0 }

/* SWEEP1 makes a claimed message ready again if its receiver is dead or its lease has ended. */
inline SWEEP1(s) {
  if
  :: lh[s] && st[s] == CLAIMED && dead[who[s] - 1] -> st[s] = READY; MOVE(lh, lr, s)
#ifdef LEASE
  :: atomic { lh[s] && st[s] == CLAIMED && over < 1 -> over++ } st[s] = READY; MOVE(lh, lr, s)
#endif
  :: else
  fi
}
inline SWEEP() { SWEEP1(0); SWEEP1(1) }

inline PUT(s, m, stander) {
  atomic { assert(st[s] == FREE); msg[s] = m; stands[s] = stander }
  if
  :: atomic { st[s] = READY; times[s] = 0 } MOVE(lf, lr, s)
#ifdef TIMES
  :: stander == 0 -> atomic { st[s] = DELAYED; times[s] = 0 } MOVE(lf, ld, s)
#endif
  fi
}
inline WITHDRAW(s) { st[s] = FREE; MOVE(lr, lf, s); PROMOTE() }

/* EXPIRE removes an expired message. TIME1 lets the time pass for one entry. The delay of its message may end, or the message may
   expire. A message for which a sender waits never expires. */
#define EXPIRE(s, list) atomic { st[s] = FREE; took[msg[s]] = 1; gone++ } MOVE(list, lf, s); PROMOTE()
inline TIME1(s) {
  if
  :: ld[s] && st[s] == DELAYED -> st[s] = READY; MOVE(ld, lr, s)
  :: ld[s] && st[s] == DELAYED && gone < 1 -> EXPIRE(s, ld)
  :: lr[s] && st[s] == READY && stands[s] == 0 && gone < 1 -> EXPIRE(s, lr)
#ifdef EXPIRECLAIMED
  :: lh[s] && st[s] == CLAIMED && gone < 1 -> EXPIRE(s, lh)
#endif
  :: true
  fi
}
#ifdef TIMES
#define TIME() TIME1(0); TIME1(1)
#else
#define TIME() skip
#endif

proctype sender(byte id) {
  byte i = 1;
  { do
    :: i <= NI ->
       ROOM || own != 0 && dead[own - 1];
       LOCK();
       if
       :: ROOM && lf[0] -> PUT(0, i, 0); UNLOCK(); atomic { rep[i] = 1; i++ }
       :: ROOM && !lf[0] && lf[1] -> PUT(1, i, 0); UNLOCK(); atomic { rep[i] = 1; i++ }
       :: !ROOM -> UNLOCK()
       fi
    :: else -> break
    od;
    fin[id] = 1
  } unless { atomic { dead[id] -> i = 0 } }
}

#define MINE(s) (msg[s] == 4 && stands[s] == id + 1 && st[s] != FREE)
proctype stander(byte id) {
  byte s;
  { do
    :: ROOM || own != 0 && dead[own - 1];
       LOCK();
       if
       :: ROOM && lf[0] -> s = 0; PUT(0, 4, id + 1); UNLOCK(); break
       :: ROOM && !lf[0] && lf[1] -> s = 1; PUT(1, 4, id + 1); UNLOCK(); break
       :: !ROOM -> UNLOCK()
       fi
    od;
    do
    :: atomic { !MINE(s) -> assert(done[4]); rep[4] = 1; break } /* A receiver has acknowledged the message. */
    :: /* The sender's time limit has passed. */
#ifdef BLIND
       LOCK();
       if :: msg[s] == 4 -> st[s] = FREE; atomic { lr[s] = 0; lh[s] = 0 } lf[s] = 1; atomic { took[4] = 1 } UNLOCK(); break :: else -> UNLOCK() fi
#else
       LOCK(); SWEEP();
       if
       :: MINE(s) && st[s] == READY -> WITHDRAW(s); atomic { took[4] = 1 } UNLOCK(); break
       :: else -> UNLOCK(); atomic { !MINE(s) || st[s] == READY -> skip } /* A receiver has claimed the message, so the sender waits again. */
       fi
#endif
    od;
    fin[id] = 1
  } unless { atomic { dead[id] -> s = 0 } }
}

proctype pender(byte id) {
  byte s;
  { 
#ifdef NOLOCK
    /* This wrong variant of the sender tests for room before it acquires the lock, and does not repeat the test afterwards. */
    if
    :: !ROOM -> LOCK(); goto beyond
    :: ROOM -> LOCK()
    fi;
#else
    LOCK();
#endif
    if
    :: ROOM && lf[0] -> PUT(0, 5, 0)
    :: ROOM && !lf[0] && lf[1] -> PUT(1, 5, 0)
    :: !ROOM ->
beyond:
       if
       :: lf[0] -> s = 0
       :: !lf[0] && lf[1] -> s = 1
       fi;
       atomic { msg[s] = 5; stands[s] = 0 }
       atomic { st[s] = PENDING; times[s] = 0 }
       MOVE(lf, lp, s)
    fi;
    UNLOCK();
    rep[5] = 1;
    fin[id] = 1
  } unless { atomic { dead[id] -> s = 0 } }
}

#define GONE(p) (dead[p] || fin[p])
#define ALLGONE (GONE(0) && GONE(1) && GONE(2))
#define EMPTY (st[0] == FREE && st[1] == FREE)
#define HELDBYDEAD(s) (st[s] == CLAIMED && dead[who[s] - 1])
#define WORK (lr[0] || lr[1] || ld[0] || ld[1] || HELDBYDEAD(0) || HELDBYDEAD(1) || own != 0 && dead[own - 1])

proctype receiver(byte id) {
  byte s, m, k;
  { do
    :: WORK ->
       LOCK(); SWEEP(); TIME();
       if
       :: lr[0] -> s = 0
       :: !lr[0] && lr[1] -> s = 1
       :: !lr[0] && !lr[1] -> UNLOCK(); goto again
       fi;
       assert(st[s] == READY);
       if
       :: stands[s] != 0 && dead[stands[s] - 1] -> WITHDRAW(s); UNLOCK(); goto again
       :: else
       fi;
       atomic { st[s] = CLAIMED; who[s] = id + 1; times[s] = times[s] + 1; m = msg[s]; k = times[s] }
       MOVE(lr, lh, s);
       UNLOCK();
       /* The receiver delivers the message. */
       atomic { assert(!done[m] || over > 0); assert(!took[m]); if :: k == 1 -> assert(!seen[m]); seen[m] = 1 :: else fi }
       /* The receiver acknowledges the message. */
       LOCK();
       if
#ifdef NOTIMES
       :: st[s] == CLAIMED && msg[s] == m ->
#else
       :: st[s] == CLAIMED && msg[s] == m && who[s] == id + 1 && times[s] == k ->
#endif
          /* The assertion checks that the receiver still has its claim on the message. */
          atomic { assert(who[s] == id + 1 && times[s] == k); st[s] = FREE; done[m] = 1 } MOVE(lh, lf, s);
#ifdef PROMOTELATER
          UNLOCK();
          PROMOTE()
#else
          PROMOTE(); UNLOCK()
#endif
#ifdef TIMES
       :: st[s] == CLAIMED && msg[s] == m && who[s] == id + 1 && times[s] == k && stands[s] == 0 && later < 1 ->
          atomic { later++; st[s] = DELAYED } MOVE(lh, ld, s); UNLOCK()
#endif
       :: else -> UNLOCK()
       fi;
again: atomic { s = 0; m = 0; k = 0 }
    :: atomic { ALLGONE && EMPTY && own == 0 -> break }
    od;
    atomic { m = 1; do :: m < M -> assert(!rep[m] || done[m] || gone > 0 && took[m]); m++ :: else -> break od; m = 0 }
    fin[id] = 1
  } unless { atomic { dead[id] -> s = 0; m = 0; k = 0 } }
}

/* The killer never kills receiver 4, so that one receiver stays alive. */
proctype killer() {
  byte p;
  do
  :: deaths < MAXD -> select(p : 0 .. 3); atomic { if :: !dead[p] && !fin[p] -> dead[p] = 1; deaths++ :: else fi; p = 0 }
  :: break
  od
}

init {
  atomic {
    lf[0] = 1; lf[1] = 1;
    run sender(0);
#ifdef OFFER
    run stander(1);
#else
    fin[1] = 1;
#endif
#ifdef PEND
    run pender(2);
#else
    fin[2] = 1;
#endif
    run receiver(3); run receiver(4); run killer()
  }
}
