/* Models a doorbell that is a named pipe. A process rings a doorbell to wake a sleeping process. Scripts, and systems
   without a futex, use such a pipe. A byte in the pipe tells a waiter that it must look for an item again. A process
   that rings (a ringer) commits an item and then writes a byte, unless the pipe is full. A waiter that finds no item
   drains the pipe and looks for an item again. If there is still no item, the waiter sleeps in poll. If there is an
   item, the waiter takes the item and puts a byte back, because it may have drained a byte that was meant for another
   waiter. WAITERS processes share one pipe. With the macro LEAVER, one waiter may take an item and then stay busy until
   the model ends. No process dies, and no sleep has a time limit. Therefore a process whose wake-up is lost sleeps for
   ever, and the checker reports this as an invalid end state. */
#ifndef WAITERS
#define WAITERS 1
#endif
#ifndef RINGERS
#define RINGERS 1
#endif
#ifndef N
#define N 3          /* Each ringer commits N items. */
#endif
#define ALL (N*RINGERS)
#define FULL 2       /* The pipe holds at most FULL bytes. */
byte avail, taken, pipe;
inline RING() { atomic { if :: pipe<FULL -> pipe++ :: else fi } }
active [RINGERS] proctype ringer() {
  byte i;
  do
  :: i<N ->
#ifdef RINGFIRST
     RING(); avail++;
#else
     avail++;                       /* The ringer commits an item. */
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
     (pipe>0 || taken==ALL)         /* The waiter sleeps in poll until the pipe has a byte, or until all items are taken and the model ends. */
  od
}
