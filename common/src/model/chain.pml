/* Models the unbounded ring, whose items are in a sequence of segment files. The model checks that producers and consumers
   always find the right file under the name of a segment, although other processes create and delete files. Each file has an
   inode number, and the names of the segments are numbers: ino[n] is the inode of the file with the name n, or 0 when the
   name does not exist. Each position holds one item with its header, and a segment has S positions. Locks and claims are
   simplified, because claims.pml models them in full. Here, a lock is free as soon as its owner dies, and another consumer
   can take the claim of a dead consumer. Processes 0 and 1 are producers, processes 2 and 3 are consumers. */
#ifndef S
#define S 1
#endif
#ifndef MAXD
#define MAXD 1
#endif
#ifndef NI
#define NI 2            /* Each producer puts NI items. */
#endif
#define ALL (2*NI)
#define NSEG (ALL/S+1)
#define INODES (NSEG+5)
#define SEG(p) ((p)/S)
byte head, tail, claimAt;
byte co[2], cp[2];                      /* co[i] is 1 while consumer i has a claim. cp[i] is the position of this claim. */
byte plock, clck;                       /* The owners of the producers' lock (plock) and of the consumers' lock (clck): the number of the process + 1; 0 for none. */
byte ino[NSEG+1];
/* The arrays cell and fst hold the contents of all files. The element for offset o of the file with inode i has the index (i-1)*S+o in both
   arrays. cell contains the item at this offset, or 0 for no item. fst contains the header of this item: 1 + the number of items that were
   put before it, or 0 for no header. */
byte cell[INODES*S], fst[INODES*S];
byte open[4];                           /* open[i] is the inode of the file that process i has open; 0 for none. */
bit dead[5], fin[5];
byte deaths;
bit acked[ALL+1], rep[ALL+1];
#define CELL(i,p) cell[((i)-1)*S+(p)%S]
#define FIRST(i,p) fst[((i)-1)*S+(p)%S]
inline ACQ(L) { atomic { (L==0 || dead[L-1]) -> L=id+1 } }
#define NEEDLAST(t) SEG((t)+1)          /* NEEDLAST is the last segment that a put at t needs. The put also writes the next header, at t+1. */
#ifdef NOTERM
#undef NEEDLAST
#define NEEDLAST(t) SEG(t)
#endif

#define NAMED(i) (ino[0]==(i)||ino[1]==(i)||ino[2]==(i)||(NSEG>3&&ino[3%(NSEG+1)]==(i))||(NSEG>4&&ino[4%(NSEG+1)]==(i)))
#define OPENED(i) (open[0]==(i)||open[1]==(i)||open[2]==(i)||open[3]==(i))

/* MAKE creates the file of segment q. The caller owns no lock. In step S1 the process creates a file under a hidden name, fills it with
   zeros, and keeps it open. The model has no hidden names: it chooses an unused inode f, which no name denotes and no process has open, and
   stores f in open[id]. In step S2 the process links the file to the segment's name, unless this name exists already. */
inline MAKE() {
  atomic { f=1; do :: f<=INODES && (NAMED(f)||OPENED(f)) -> f++ :: else -> break od; assert(f<=INODES);
    open[id]=f; x=0; do :: x<S -> cell[(f-1)*S+x]=0; fst[(f-1)*S+x]=0; x++ :: else -> break od; x=0; f=0 }
#ifdef REPLACE
  atomic { ino[q]=open[id]; open[id]=0 }                             /* A wrong variant of step S2: a rename replaces an existing file. */
#else
  /* Step S2 links the file to the segment's name. If another process has already linked its own file to this name,
     that link stays, and all processes use that file. */
  atomic { if :: ino[q]==0 -> ino[q]=open[id] :: else fi; open[id]=0 }
#endif
}
inline UNLINK() {
#ifdef NARROW
  /* This wrong variant deletes only the segments between the previous head and the new head. A producer may link a
     segment after the head has passed the segment. This variant can miss such a segment. */
  q=old; 
#else
  q=0; /* The loop deletes the names of all segments below head, including names that dead processes left. */
#endif
  do
#ifdef UNLINKEQ
  :: atomic { q<=SEG(head) && q<=NSEG -> ino[q]=0; q++ }
#else
  :: atomic { q<SEG(head) -> ino[q]=0; q++ }
#endif
  :: atomic { else -> q=0; break }
  od
}
proctype P(byte id; byte first) {
  byte i, t, q, f, h, x;
  { do
    :: i<NI ->
       /* Before the producer acquires the lock, it makes the segments that the put will need. */
       t=tail;
look:  atomic { q=SEG(t); do :: q<=NEEDLAST(t) && ino[q]!=0 -> q++ :: else -> break od }
       if
       :: q<=NEEDLAST(t) -> MAKE(); goto look
       :: else -> skip
       fi;
       ACQ(plock);
       t=tail;
#ifndef NORELOOK
       /* While the producer waited for the lock, the tail may have advanced, so that the put needs other segments. Therefore the
          producer tests again whether the segments that it needs exist. */
       atomic { q=SEG(t); do :: q<=NEEDLAST(t) && ino[q]!=0 -> q++ :: else -> break od; 
         if :: q<=NEEDLAST(t) -> plock=0; goto look :: else fi; q=0 }
#else
       q=0;
#endif
#ifdef OUT
       /* The producer reads head, and then the header at head, to learn how many items were put before head. Between these
          two steps, a consumer may delete the segment with this header. */
       h=head;
#ifdef OUTASSERT
       atomic { assert(ino[SEG(h)]!=0); h=0 }
#else
       do
       :: atomic { ino[SEG(h)]!=0 -> h=0; break }
       :: atomic { ino[SEG(h)]==0 -> assert(head!=h) } h=head /* The file can be absent only if head has moved, so the producer tries again. */
       od;
#endif
#endif
       /* Step P3 writes the item and the next header. The header at tail contains the number of items ever put. */
       atomic { assert(ino[SEG(t)]!=0); open[id]=ino[SEG(t)]; assert(FIRST(open[id],t)==t+1) }
       atomic { CELL(open[id],t)=first+i; open[id]=0 }
       atomic { assert(ino[SEG(t+1)]!=0); open[id]=ino[SEG(t+1)] }
       atomic { FIRST(open[id],t+1)=t+2; open[id]=0 }
       tail=t+1;                                                    /* Step P4 advances the tail, which commits the item. */
       atomic { if :: plock==id+1 -> plock=0 :: else -> assert(0) fi; t=0 }
       atomic { rep[first+i]=1; i++ }
    :: else -> break
    od;
    fin[id]=1
  } unless { atomic { dead[id] -> i=0;t=0;q=0;f=0;h=0;x=0 } }
}
#define HASDEAD(c) (co[c]==1 && dead[(c)+2])
#define PIN(c) (co[c]!=0 && cp[c]<=head)
#define MOVABLE (head<claimAt && !PIN(0) && !PIN(1))
#define ENDED ((fin[0]||dead[0]) && (fin[1]||dead[1]))
inline NEWHEAD() {
  atomic { h=claimAt; if :: co[0]!=0 && cp[0]<h -> h=cp[0] :: else fi; if :: co[1]!=0 && cp[1]<h -> h=cp[1] :: else fi;
    old=SEG(head); head=h; h=0 }
}
proctype C(byte id; byte me) {
  byte h, p, q, x, old;
  { do
    :: atomic { (claimAt<tail || HASDEAD(0) || HASDEAD(1) || MOVABLE || (ENDED && head==tail)) -> skip }
       if :: ENDED && head==tail -> break :: else fi;
       ACQ(clck);
       /* The next line checks that a monitor (a process that inspects the ring) reads a valid header. A monitor reads tail, then
          the header at tail, and then tail again. If tail has not changed, the header must be valid. */
       atomic { x=tail } atomic { assert(tail!=x || (ino[SEG(x)]!=0 && FIRST(ino[SEG(x)],x)==x+1)); x=0 }
       if
       :: atomic { HASDEAD(1-me) && co[me]==0 -> co[me]=1; cp[me]=cp[1-me]; co[1-me]=0 }
       :: atomic { !HASDEAD(1-me) && claimAt<tail && co[me]==0 -> co[me]=1; cp[me]=claimAt; claimAt++ }
       :: atomic { else -> skip }
       fi;
       NEWHEAD();
#ifdef UNLOCKED
       clck=0; UNLINK();
#else
       UNLINK();
       atomic { assert(clck==id+1); clck=0 }
#endif
       old=0;
       if
       :: atomic { co[me]==1 -> p=cp[me]; assert(ino[SEG(p)]!=0); open[id]=ino[SEG(p)] } /* The consumer opens the segment by its name. */
          atomic { x=CELL(open[id],p); assert(x!=0 && !acked[x]); acked[x]=1; co[me]=0; open[id]=0; x=0; p=0 }
       :: atomic { else }
       fi
    od;
    fin[id]=1
  } unless { atomic { dead[id] -> h=0;p=0;q=0;x=0;old=0 } }
}
#ifdef ONEC
#define HAS2 0
#else
#define HAS2 1
#endif
/* The janitor deletes segments after all other processes have ended or died. */
proctype janitor(byte id) {
  byte q, old, x;
  (ENDED && (fin[2]||dead[2]) && (fin[3]||dead[3]));
  atomic { if :: !dead[2] || (!dead[3] && HAS2) ->
       x=1; do :: x<=ALL -> assert(!rep[x]||acked[x]); x++ :: else -> break od; x=0;
       old=SEG(head); UNLINK();
       assert(ino[SEG(tail)]!=0);
       x=0; do :: x<SEG(head) -> assert(ino[x]==0); x++ :: else -> break od; x=0
     :: else fi }
}
#define KILL(q) :: atomic { deaths<MAXD && !dead[q] && !fin[q] -> dead[q]=1; open[q]=0; deaths++ }
proctype killer() { do KILL(0) KILL(1) KILL(2) KILL(3) :: break od }
init { atomic { ino[0]=1; fst[0]=1; run P(0,1); run P(1,1+NI); run C(2,0);
#ifdef ONEC
  fin[3]=1;
#else
  run C(3,1);
#endif
  run janitor(4);
#if MAXD>0
  run killer()
#endif
  } }
