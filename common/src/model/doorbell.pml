/* The doorbell for scripts and for systems without a futex: a named pipe. It is level-triggered: a byte in it means "look again".
   A ringer commits and then always writes a byte (a full pipe is as good as a byte). A waiter looks, finds nothing, drains the pipe,
   looks again, and only then polls. No deaths and no time-outs: a lost wake-up is an invalid end state.
   WAITERS share one pipe; with LEAVER, a waiter may take one item and be busy for ever.
   A waiter that drained the pipe, looked again and found something puts a byte back, because it may have taken another waiter's byte. */
#ifndef WAITERS
#define WAITERS 1
#endif
#ifndef RINGERS
#define RINGERS 1
#endif
#ifndef N
#define N 3          /* items of a ringer */
#endif
#define ALL (N*RINGERS)
#define FULL 2       /* bytes that fit */
byte avail, taken, pipe;
inline RING() { atomic { if :: pipe<FULL -> pipe++ :: else fi } }
active [RINGERS] proctype ringer() {
  byte i;
  do
  :: i<N ->
#ifdef RINGFIRST
     RING(); avail++;
#else
     avail++;                       /* commit */
     RING();
#endif
     i++
  :: else -> break
  od
}
active [WAITERS] proctype waiter() {
  bit drained;
  do
  :: atomic { taken<avail -> taken++ }
#ifdef LEAVER
took:
#ifndef NOPASS
     if :: drained -> RING(); drained=0 :: else fi;
#endif
     if
     :: _pid==RINGERS && taken<ALL ->
endbusy: (taken>ALL)
     :: _pid!=RINGERS || taken==ALL
     fi
#else
took:
#ifndef NOPASS
     if :: drained -> RING(); drained=0 :: else fi
#else
     skip
#endif
#endif
  :: atomic { taken==ALL -> break }
  :: atomic { taken>=avail && taken<ALL -> drained=0 }
#ifndef DRAINLATE
     pipe=0; drained=1;
#endif
     if
     :: atomic { taken<avail -> taken++; goto took }
     :: atomic { taken==ALL -> break }
     :: atomic { else }
     fi;
#ifdef DRAINLATE
     pipe=0;
#endif
     drained=0;
     (pipe>0 || taken==ALL)         /* poll; the end of the stream rings for good */
  od
}
