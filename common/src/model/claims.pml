/* Models the ring for many producers and many consumers: its positions, its two locks and its claims table. The package
   documentation of ipckit.common.queue defines the steps (such as C3) and the words in shared memory (such as claimAt). SWEEP
   models the recovery that this documentation defines. The model has NP producers and NC consumers. If the macro SPC is
   defined, a spare consumer attaches later. If SPP is defined, a spare producer attaches later. A spare process may take the
   participant index of a dead process. Every statement is one atomic step, and a process may die between any two steps. A run
   consists of a header and items. The header takes one position, and so does each item. The array cv holds the content of the
   positions: for a header, the number of items in the run; for an item, a number that identifies the item. */
#ifndef NP
#define NP 1
#endif
#ifndef NC
#define NC 2
#endif
#ifndef NI
#define NI 2       /* Each producer puts NI items. */
#endif
#ifndef CAP
#define CAP 4      /* The ring's memory has CAP elements. */
#endif
#ifndef MAXD
#define MAXD 1     /* At most MAXD processes die. */
#endif
#ifndef XS
#define XS 0       /* At the start, XS participant indices are free for spare processes. */
#endif
#define NS (NP+NC+XS) /* There are NS participant indices, and NS rows of the claims table. */
#define NE NS
#define NPROC (NS+2)
#define SPAREC NS
#define SPAREP (NS+1)
#define NX (2*NI+2)
#define FREE 0
#define RETURNED(m) (1+(m))
#define HELD(s,m) (4+2*(s)+(m))
#define isR(x) ((x)==1||(x)==2)
#define isH(x) ((x)>=4)
#define slotOf(x) (((x)-4)/2)
#define ENDR(r) ((r)+1+cv[(r)%CAP])

/* These variables are in shared memory. */
byte head, tail, claimRun, claimAt;
byte co[NE], cr[NE], cf[NE], ct[NE];             /* The words of row e of the claims table. co[e]: the owner word, which says who holds the claim. cf[e] (`from`) and ct[e] (`to`): the claim covers the positions from cf[e] to ct[e]-1. cr[e] (`run`): a run at or before the claim's first item. */
byte cv[CAP], hf[CAP];                           /* The ring's memory has CAP elements. cv[i] is the content of element i. If the element holds a header, hf[i] is the number of all items that were put before this header. */
byte plock, clck;
byte bl[NS];                                     /* bl[i]: p+1 if process p has participant index i and keeps the liveness byte of this index locked; 0 for none */
byte shs[NPROC];                                 /* shs[p]: i+1 if process p has a shared lock on the liveness byte of participant index i; 0 for none */
byte role[NS];
byte pcount;
/* These ghost variables exist only for the assertions. */
byte at[CAP];                                    /* at[i]: the position that was written most recently to element i of the ring's memory. The memory is circular, so several positions share an element. */
byte own[CAP]; /* own[i]: the item in element i, from its commit until it is acknowledged or dropped; otherwise 0 */
byte nin;                                        /* nin: the number of items ever committed */
byte by[NX]; bit acked[NX], rep[NX], dropped[NX];
bit dead[NPROC], fin[NPROC], run_[NPROC], att[NPROC];
byte deaths, left; bit given;
byte hp, hc;                                     /* hp: p+1 if process p owns the producers' lock; 0 for none. hc: the same for the consumers' lock */

#define SH1(q,i) (shs[i]==(q)+1)
#if NS==2
#define EACH(F) (F(0)||F(1))
#define UNSHARED(q) (!SH1(q,0)&&!SH1(q,1)&&!SH1(q,2)&&!SH1(q,3))
#elif NS==3
#define EACH(F) (F(0)||F(1)||F(2))
#define UNSHARED(q) (!SH1(q,0)&&!SH1(q,1)&&!SH1(q,2)&&!SH1(q,3)&&!SH1(q,4))
#else
#define EACH(F) (F(0)||F(1)||F(2)||F(3))
#define UNSHARED(q) (!SH1(q,0)&&!SH1(q,1)&&!SH1(q,2)&&!SH1(q,3)&&!SH1(q,4)&&!SH1(q,5))
#endif
#define isRE(e) isR(co[e])
#define DEADH(e) (isH(co[e]) && bl[slotOf(co[e])]==0)
#define PINS(e) (co[e]!=FREE && cr[e]<=head)
#define LIVEP(q) (role[q]==1 && bl[q]!=0)
#define EOSABLE (pcount>0 && head==tail && !EACH(LIVEP))
#define HEADABLE (!EACH(PINS) && (head<claimRun || claimAt>=ENDR(claimRun)))
/* CWORK is the condition for which a consumer waits: the consumer can claim items, give back the items of a dead consumer, advance the
   head, or finish because the stream has ended. PWORK is the condition for which a producer waits: the ring's memory has room for a run.
   With the macro DROP, PWORK is also true if a consumer with a claim is dead, or if the producer can drop old items. In the model, a waiting
   process continues as soon as its condition is true, even if no process wakes it. The real process would continue a little later: every
   sleep has a time limit, after which the process tests the condition again. If the condition never becomes true, the checker reports an
   invalid end state. */
#ifdef NOTSWEEP
#define CWORK (claimAt<tail || EACH(isRE) || EOSABLE)
#else
#define CWORK (claimAt<tail || EACH(isRE) || EACH(DEADH) || HEADABLE || EOSABLE)
#endif
#if NC>1
#define NOBODY (dead[NP] && dead[NP+1])
#else
#define NOBODY dead[NP]
#endif
#ifdef ONLY2
#define LEAST 2
#else
#define LEAST 1
#endif
#ifdef NOSPARE
#define ROOM(n) (CAP-(tail-head)>=(n)+1)
#else
#define ROOM(n) (CAP-(tail-head)>=(n)+2)        /* ROOM(n) is true if the ring's memory has room for a run of n items: its header, the items and the header of the next run. */
#endif
#ifdef DROP
#define HELDPIN(e) (isH(co[e]) && cr[e]<=head)
#define PWORK (ROOM(LEAST) || EACH(DEADH) || !EACH(HELDPIN))
#else
#define PWORK ROOM(LEAST)
#endif

inline ACQ(L,G,isc) {
  do
  :: atomic { L==0 -> L=me+1; assert(G==0||dead[G-1]); G=id+1; break }
  :: atomic { L!=0 && L!=me+1 && bl[L-1]==0 -> v=L;
#ifdef ABA
       ok=1 }
#else
       }
     atomic { if :: bl[v-1]==0 -> shs[id]=v; ok=1 :: else -> ok=0 fi }       /* The process tries to lock the liveness byte of the dead owner. This fails if a new process at the same index has locked the byte. */
#endif
     if
     :: ok ->
        atomic { if :: L==v -> L=me+1; assert(G==0||dead[G-1]); G=id+1; ok=2 :: else fi }
        shs[id]=0;
        if
        :: ok==2 -> if :: isc -> SWEEP(0) :: else fi; break
        :: else
        fi
     :: else
     fi
  od; v=0; ok=0
}
inline REL(L,G) { atomic { G=0; L=0 } }

/* Step C5 advances the head. The memory below the head is free. The new head is the lowest of these positions: claimRun, and cr[e] of each
   claim e. A run is a header and its items. claimRun is the start of the run that contains the position claimAt, at which the next claim of
   new items begins. cr[e] is the start of a run, at or before the first item of claim e. */
#ifdef HEADNORET
#define PINHEAD(q) isH(co[q])
#else
#define PINHEAD(q) (co[q]!=FREE)
#endif
inline HEAD() {
  atomic {
#ifdef HEADNOCR
    h=tail;
#else
    h=claimRun;
#endif
    j=0; do :: j<NE -> if :: PINHEAD(j) && cr[j]<h -> h=cr[j] :: else fi; j++ :: else -> break od;
#ifndef HEADBACK
    assert(h>=head);
#endif
    head=h; h=0; j=0; assert(head<=claimRun && claimRun<=claimAt && claimAt<=tail) }
}
inline NORM() {
#ifdef NONORM
  skip
#else
  atomic { if :: claimAt>claimRun && claimAt>=ENDR(claimRun) -> assert(at[claimRun%CAP]==claimRun); claimRun=claimAt :: else fi }
#endif
}
#ifdef FROMRULE
#define UNTOLD(e) (cf[e]>=claimAt)
#elif defined(SPLIT) && !defined(NOOVERLAP)
#define OVER(q) (isR(co[q]) && cf[q]<ct[k] && cf[k]<ct[q])
/* UNTOLD(k) is true if claim k was never delivered, because its consumer died while it made the claim. There are two cases.
   1. Claim k contains new items. The consumer died before it advanced claimAt to the end of the claim (step C4). So the claim ends beyond
      claimAt.
   2. Claim k contains the first items of a returned claim (a claim that no consumer holds). The consumer died before it removed these
      items from the returned claim (step C2A). So the two claims overlap.
   OVER(q) is true if claim k overlaps the returned claim q. OVER uses the variable k, so the argument of UNTOLD must be k. */
#define UNTOLD(e) (ct[e]>claimAt || EACH(OVER))
#else
/* UNTOLD(e) is true if claim e was never delivered, because its consumer died before it advanced claimAt to the end of the claim. */
#define UNTOLD(e) (ct[e]>claimAt)
#endif
inline SWEEP(sd) {
  selfd=sd; k=0;
  do
  :: atomic { do :: k<NE && !isH(co[k]) -> k++ :: else -> break od;
       if :: k<NE -> w=co[k] :: else -> k=0; w=0; break fi }
#ifdef DEADRULE
     if
     :: atomic { slotOf(w)==me && selfd -> ok=1 }
     :: atomic { !(slotOf(w)==me && selfd) && bl[slotOf(w)]==0 -> shs[id]=slotOf(w)+1; ok=1 }
     :: atomic { else -> ok=0 }
     fi;
     if
     :: ok==1 ->
        atomic { if :: co[k]==w -> if :: UNTOLD(k) -> co[k]=FREE :: else -> co[k]=RETURNED(1) fi :: else fi }
     :: else
     fi;
     atomic { shs[id]=0; k++; w=0; ok=0 }
#else
     if
#ifndef NORULE
     :: atomic { UNTOLD(k) -> if :: co[k]==w -> co[k]=FREE :: else fi }       /* Claim k was never delivered. A living consumer completes each claim before it releases the consumers' lock, which this process owns now. So the holder of claim k is dead, and the claim is freed without a test whether its holder lives. */
     :: atomic { !UNTOLD(k) && slotOf(w)==me && selfd -> ok=1 }
     :: atomic { !UNTOLD(k) && !(slotOf(w)==me && selfd) && bl[slotOf(w)]==0 -> shs[id]=slotOf(w)+1; ok=1 }
#else
     :: atomic { slotOf(w)==me && selfd -> ok=1 }
     :: atomic { !(slotOf(w)==me && selfd) && bl[slotOf(w)]==0 -> shs[id]=slotOf(w)+1; ok=1 }
#endif
     :: atomic { else -> skip }
     fi;
     if
     :: ok==1 ->
#ifdef SWEEPSTORE
        co[k]=RETURNED(1);
#elif defined(UNMARKED)
        atomic { if :: co[k]==w -> co[k]=RETURNED(0) :: else fi }
#else
        atomic { if :: co[k]==w -> co[k]=RETURNED(1) :: else fi }
#endif
        shs[id]=0
     :: else
     fi;
     atomic { k++; w=0; ok=0 }
#endif
  od;
  NORM();
  HEAD();
  selfd=0
}
#define MINE(q) (isH(co[q]) && slotOf(co[q])==me)
#define FREESLOT(rl,q) (bl[q]==0 && UNSHARED(q) && (rl==1 || role[q]!=0 || XS))
inline ATTACH(rl) {
  skip;
end1: if
  :: atomic { FREESLOT(rl,0) -> bl[0]=id+1; me=0; run_[id]=1 }
  :: atomic { FREESLOT(rl,1) -> bl[1]=id+1; me=1; run_[id]=1 }
#if NS>2
  :: atomic { FREESLOT(rl,2) -> bl[2]=id+1; me=2; run_[id]=1 }
#endif
#if NS>3
  :: atomic { FREESLOT(rl,3) -> bl[3]=id+1; me=3; run_[id]=1 }
#endif
  fi;
#ifndef NOATTREP
  if :: atomic { plock==me+1 -> assert(hp==0||dead[hp-1]); hp=id+1 } REL(plock,hp) :: atomic { else } fi;
  /* Step T3 of attaching: if the previous process at this index died while it owned the consumers' lock, the word of the lock still names
     this index. The attaching process, which now has this index, is then the owner of the lock. */
  atomic { if :: clck==me+1 -> assert(hc==0||dead[hc-1]); hc=id+1; ok=1 :: else fi }
  if
  :: ok -> ok=0; SWEEP(1); REL(clck,hc)
  :: else -> /* Step T4 of attaching: the process does not own the consumers' lock. If the claims table contains claims of its index, it acquires the lock and runs the recovery. */
     if
#ifdef NOOWNCLAIMS
     :: atomic { skip }
#else
     :: atomic { EACH(MINE) -> skip } ACQ(clck,hc,1); SWEEP(1); REL(clck,hc)
     :: atomic { !EACH(MINE) -> skip }                                       /* The table contains no claims of this index, so no lock is needed. */
#endif
     fi
  fi;
#endif
#ifdef COUNTFIRST
  atomic { if :: rl==1 -> pcount++; att[id]=1 :: else fi }
  role[me]=rl;
#else
  role[me]=rl;
  atomic { if :: rl==1 -> pcount++; att[id]=1 :: else fi }
#endif
}
inline DETACH() {
  atomic { role[me]=0; att[id]=0 }
  atomic { bl[me]=0; fin[id]=1 }
}

/* LOSE(a,b) marks the items at the positions from a to b-1 as dropped: they leave the ring without an acknowledgement. Only the assertions
   use these marks. */
inline LOSE(a,b) {
  x=a; do :: x<b -> if :: at[x%CAP]==x && own[x%CAP]!=0 -> dropped[own[x%CAP]]=1; own[x%CAP]=0 :: else fi; x++ :: else -> break od; x=0
}
inline DROPOLD() {
  ACQ(clck,hc,1);
  SWEEP(0);
  do
  :: atomic { ROOM(n) || head==tail -> break }
  :: atomic { !(ROOM(n) || head==tail) -> k=0; do :: k<NE && !(co[k]!=FREE && cr[k]==head && isH(co[k])) -> k++ :: else -> break od; 
#ifndef DROPHELD
       if :: k<NE -> k=0; break :: else fi;                                  /* A consumer holds a claim in the run at the head. The head cannot pass this run, so no further items are dropped. */
#endif
       k=0; do :: k<NE && !(co[k]!=FREE && cr[k]==head) -> k++ :: else -> break od }
     if
     :: atomic { k<NE -> LOSE(cf[k],ct[k]); co[k]=FREE; k=0 }
     :: atomic { k==NE && claimRun!=head -> k=0 } /* All items of the run at the head are acknowledged, so no item is dropped. HEAD() below advances the head (step C5). */
     :: atomic { k==NE && claimRun==head -> k=0 }
#ifdef DROPRUNFIRST
        h=ENDR(claimRun); atomic { LOSE(claimAt,h); claimRun=h } atomic { claimAt=h; h=0 }
#else
        h=ENDR(claimRun); atomic { LOSE(claimAt,h); claimAt=h; h=0 } claimRun=claimAt
#endif
     fi;
     HEAD()
  od;
  REL(clck,hc)
}

proctype P(byte id; byte first; byte cnt; bit dyn) {
  byte me=id, v, ok, h, n, i, j, k, w, x, tl; bit selfd;
  {
  if :: dyn ->
end0: ATTACH(1) :: else fi;
  i=0;
  do
  :: i<cnt ->
     ACQ(plock,hp,0);
     if
     :: atomic { ROOM(LEAST) && i+LEAST<=cnt -> n=LEAST }
#ifdef RUN2
     :: atomic { ROOM(2) && i+2<=cnt -> n=2 }
#endif
     :: atomic { else -> n=0 }
     fi;
#ifdef DROP
     if
     :: n==0 ->
        n=LEAST; DROPOLD();
        atomic { if :: ROOM(n) :: else -> n=0 fi }
     :: else
     fi;
#endif
     if
     :: n==0 -> REL(plock,hp);
        if
        :: PWORK
#ifndef SPC
        :: NOBODY ->
endnobody: (false)                             /* All consumers are dead, and no other consumer attaches, so the producer may wait for ever. The checker accepts this state, because the name of the label begins with "end". */
#endif
        fi
     :: else ->
        tl=tail;
        atomic { assert(hf[tl%CAP]==nin && at[tl%CAP]==tl);                   /* The header at tail contains the number of items ever put. */
#ifdef TAILFIRST
           at[(tl+n+1)%CAP]=tl+n+1; hf[(tl+n+1)%CAP]=nin+n; cv[tl%CAP]=n; nin=nin+n; tail=tl+n+1 }
        atomic {
#endif
           cv[tl%CAP]=n; j=0;                                                 /* Step P3 writes the header, the items and the next header. */
           do :: j<n -> assert(own[(tl+1+j)%CAP]==0); cv[(tl+1+j)%CAP]=first+i+j; at[(tl+1+j)%CAP]=tl+1+j; j++ :: else -> break od; j=0;
#ifdef TAILFIRST
           do :: j<n -> own[(tl+1+j)%CAP]=first+i+j; j++ :: else -> break od; j=0; tl=0 }
#else
           assert(own[(tl+n+1)%CAP]==0); at[(tl+n+1)%CAP]=tl+n+1; hf[(tl+n+1)%CAP]=nin+n; cv[(tl+n+1)%CAP]=0 }
        atomic { do :: j<n -> own[(tl+1+j)%CAP]=first+i+j; j++ :: else -> break od; j=0;
           nin=nin+n; tail=tl+n+1; tl=0 }                                     /* Step P4 advances the tail, which commits the items. */
#endif
        REL(plock,hp);
        atomic { do :: n>0 -> rep[first+i]=1; i++; n-- :: else -> break od }
     fi
  :: else -> break
  od;
  DETACH()
  } unless { atomic { dead[id] -> me=0;selfd=0;v=0;ok=0;h=0;n=0;i=0;j=0;k=0;w=0;x=0;tl=0 } }
}

/* ACKED(a,b) marks the items at the positions from a to b-1 as acknowledged. Only the assertions use these marks. */
inline ACKED(a,b) {
  j=a; do :: j<b -> if :: own[j%CAP]!=0 && at[j%CAP]==j -> acked[own[j%CAP]]=1; own[j%CAP]=0 :: else fi; j++ :: else -> break od; j=0
}
proctype C(byte id; bit dyn) {
  byte me=id, v, ok, h, p, r, n, e, j, k, w, g, x; bit swp, selfd, m, gave, bye;
  byte lu[3];
  {
  if :: dyn ->
end0: (deaths>0||left>0); ATTACH(2) :: else fi;
again:
#ifndef NOIDLE
     /* There is nothing to claim, to repair or to free, so the consumer needs no lock. */
     atomic { if :: !bye && head==tail && claimRun==tail && claimAt==tail -> swp=0; goto eos :: else fi }
#endif
     ACQ(clck,hc,1);
#ifdef LOCKORDER
     ACQ(plock,hp,0); REL(plock,hp);
#endif
     if :: atomic { swp -> swp=0 } SWEEP(0) :: atomic { else } fi;
     if
     :: bye -> NORM(); HEAD(); REL(clck,hc); DETACH(); atomic { bye=0; gave=0; left++; goto gone }
     :: else
     fi;
     /* Step C2: if there are returned claims, the consumer takes the one that begins at the lowest position. A returned claim has no
        holder, because its consumer gave it back or died. */
     atomic { e=NE; j=0; do :: j<NE -> if :: isR(co[j]) -> if :: e==NE -> e=j :: else -> if :: cf[j]<cf[e] -> e=j :: else fi fi :: else fi; j++ :: else -> break od; j=0;
#ifndef SPLIT
       if :: e<NE -> m=co[e]-1; co[e]=HELD(me,m); w=1 :: else fi }
#else
       if
       :: e<NE -> m=co[e]-1; w=2;
          r=cr[e]; p=cf[e];                                                  /* At first, p is the start of the returned claim. The next lines advance p to the end of the claim's first item, where step C2A may split the claim. */
          do :: p>=ENDR(r) -> assert(at[r%CAP]==r); r=ENDR(r) :: else -> break od;
          if :: p==r -> p++ :: else fi; p++; r=0;
          n=0; do :: n<NE && co[n]!=FREE -> n++ :: else -> break od
       :: else
       fi }
     if
     :: w==2 ->
        if
        :: atomic { co[e]=HELD(me,m); w=1; n=0; p=0 }                        /* Step C2: the consumer takes the complete returned claim. */
        :: atomic { n<NE && p<ct[e] -> skip } /* Step C2A: the consumer takes only the first item of the returned claim. */
#ifdef SHRINKFIRST
           atomic { j=cf[e]; cf[e]=p } 
           atomic { cr[n]=cr[e]; cf[n]=j; ct[n]=p; co[n]=HELD(me,m); j=0 }
#else
           atomic { cr[n]=cr[e]; cf[n]=cf[e]; ct[n]=p; co[n]=HELD(me,m) }
           cf[e]=p;
#endif
           atomic { e=n; w=1; n=0; p=0 }
        fi
     :: else
     fi;
#endif
     if
     :: w==1
     :: else ->
        NORM();
        if
        :: atomic { claimAt<tail ->
             e=0; do :: e<NE && co[e]!=FREE -> e++ :: else -> break od; assert(e<NE);
             assert(at[claimRun%CAP]==claimRun && (claimAt==claimRun || claimAt<ENDR(claimRun)));
             p=claimAt; if :: p==claimRun -> p++ :: else fi }
           /* The consumer chooses h, the end of its claim. */
           if
           :: atomic { h=ENDR(claimRun) }                                    /* The claim takes all unclaimed items of the run. */
#ifdef PART
           :: atomic { p+1<ENDR(claimRun) -> h=p+1 }                         /* The claim takes only the next item of the run. */
#endif
#ifdef MULTI
           /* The claim takes two complete runs. Each run is a header and its items. */
           :: atomic { claimAt==claimRun && ENDR(claimRun)<tail -> h=ENDR(claimRun); assert(at[h%CAP]==h); h=ENDR(h) }
#endif
           fi;
#ifdef CLAIMFIRST
           claimAt=h; if :: claimAt==h && h>=ENDR(claimRun) -> r=claimRun; claimRun=h :: else -> r=claimRun fi;
           atomic { cr[e]=r; cf[e]=p; ct[e]=h; co[e]=HELD(me,0); m=0; w=1; h=0; p=0; r=0 }
#elif defined(OWNERFIRST)
           atomic { co[e]=HELD(me,0); m=0; w=1 }
           atomic { cr[e]=claimRun; cf[e]=claimAt; ct[e]=h; p=0 }
           claimAt=h; if :: h>=ENDR(claimRun) -> claimRun=h :: else fi; h=0
#else
           atomic { cr[e]=claimRun; cf[e]=claimAt; ct[e]=h; co[e]=HELD(me,0); m=0; w=1; p=0 }          /* Step C3 writes the claim. */
#ifdef RUNBEFOREAT
           if :: atomic { h>=ENDR(claimRun) -> claimRun=h } :: atomic { else } fi;
           atomic { claimAt=h; h=0 }
#else
           claimAt=h; /* Step C4 advances claimAt to the end of the new claim. */
           atomic { if :: h>=ENDR(claimRun) -> claimRun=h :: else fi; h=0 }
#endif
#endif
        :: atomic { else -> skip }
        fi
     fi;
     HEAD();
     REL(clck,hc);
#ifdef GIVEALL
     if
     :: atomic { w==1 && !gave -> gave=1; given=1; co[e]=RETURNED(1); w=0; e=0; m=0 } goto again
     :: atomic { skip }
     fi;
#endif
     if
     :: atomic { w==1 -> w=0; p=cf[e]; r=cr[e];
          /* A run is a header and its items. The loop advances r from the run cr[e] to the run that contains p, the start of the claim. In two
             cases, the run cr[e] may lie before the run that contains p. (1) A consumer that acknowledges items of a claim stores cf[e] before
             cr[e], and may die between these two stores. (2) A consumer that takes only the first item of a returned claim (step C2A)
             advances cf of the returned claim, but not cr. */
          do :: p<ct[e] && p>=ENDR(r) -> assert(at[r%CAP]==r); r=ENDR(r) :: else -> break od;
          if :: p==r && p<ct[e] -> p++ :: else fi; assert(r>=head) }
        do
        :: atomic { p<ct[e] ->                                                                           /* Step C6 delivers the next item. */
             assert(at[r%CAP]==r && at[p%CAP]==p); x=cv[p%CAP]; assert(own[p%CAP]==x && x!=0 && !acked[x]);
             assert(co[e]==HELD(me,m));
             if :: by[x]!=0 -> assert(dead[by[x]-1] && m) :: else fi; by[x]=id+1;
             assert(!m || deaths>0 || given);
             if :: !m -> assert(x>lu[(x-1)/NI]); lu[(x-1)/NI]=x :: else fi;
             x=0; p++; n=p; if :: p==ENDR(r) -> if :: p<ct[e] -> r=p; p++ :: else fi :: else fi }
#ifdef PACK
           if
#ifdef RUNFIRST
           :: atomic { n>=ENDR(cr[e]) && n<ct[e] -> cr[e]=r }
              atomic { ACKED(cf[e],n); cf[e]=n }
           :: atomic { n<ENDR(cr[e]) -> ACKED(cf[e],n); cf[e]=n }
#else
           :: atomic { assert(co[e]==HELD(me,m)); ACKED(cf[e],n); cf[e]=n } /* Step C6 acknowledges the delivered items. */
              if :: atomic { n<ct[e] && r!=cr[e] -> cr[e]=r } :: atomic { else } fi
#endif
           :: atomic { skip }
           fi;
#ifdef GIVE
           if
           :: atomic { !gave && cf[e]==n && p<ct[e] -> gave=1; given=1;
#ifdef GIVE0
                co[e]=RETURNED(m);
#else
                co[e]=RETURNED(1);
#endif
                p=0; r=0; n=0; e=0; m=0 } 
#ifdef LEAVE
              if :: bye=1 :: skip fi;
#endif
              goto again
           :: atomic { skip }
           fi;
#endif
#endif
           n=0
        /* Step C7 acknowledges the remaining items by freeing the row of the claim. */
        :: atomic { p>=ct[e] -> assert(co[e]==HELD(me,m)); ACKED(cf[e],ct[e]); co[e]=FREE; p=0; r=0; e=0; m=0; n=0; goto again }
        od
     :: atomic { else -> e=0 }
     fi;
eos: skip;
     /* Step C8 tests whether the stream has ended. */
#ifdef EOSORDER
     atomic { h=head; if :: h!=tail -> goto wait :: else fi }
#endif
     atomic { g=pcount; if :: g==0 -> goto wait :: else fi }
     do
     :: atomic { do :: (j<NS && role[j]!=1) -> j++ :: else -> break od;
          if :: j==NS -> j=0; break :: else -> if :: bl[j]!=0 -> goto wait :: else -> j++ fi fi }
     od;
#ifndef EOSORDER
#ifdef EOSCLAIM
     h=claimAt;
#else
     h=head;
#endif
     atomic { if :: tail!=h -> goto wait :: else fi }
#endif
     atomic {
#ifndef NOG
       if :: pcount!=g -> goto wait :: else fi;
#endif
       assert(head==tail);
       w=0; do :: w<NPROC -> assert(!(att[w] && !dead[w])); w++ :: else -> break od; w=0;
       w=1; do :: w<NX -> assert(!rep[w] || acked[w] || dropped[w]); w++ :: else -> break od; w=0 }
     atomic { h=0; g=0; j=0; goto out }
wait:
     atomic { h=0; g=0; j=0 }
     atomic { CWORK -> 
#ifndef NOTSWEEP
       swp=1
#endif
     }
     goto again;
out:
  DETACH();
gone: skip
  } unless { atomic { dead[id] -> me=0;selfd=0;v=0;ok=0;h=0;p=0;r=0;n=0;e=0;j=0;k=0;w=0;g=0;x=0;swp=0;m=0;gave=0;bye=0;lu[0]=0;lu[1]=0;lu[2]=0 } }
}

#define KILL(q) :: atomic { (deaths<MAXD && run_[q] && !dead[q] && !fin[q]) -> dead[q]=1; deaths++; shs[q]=0; i=0; \
       do :: i<NS -> if :: bl[i]==q+1 -> bl[i]=0 :: else fi; i++ :: else -> break od; \
       if :: hp==q+1 -> hp=0 :: else fi; if :: hc==q+1 -> hc=0 :: else fi; i=0 }
proctype killer() {
  byte i;
  do
  KILL(0) KILL(1)
#if NS>2
  KILL(2)
#endif
#if NS>3
  KILL(3)
#endif
#ifdef SPC
  KILL(SPAREC)
#endif
#ifdef SPP
  KILL(SPAREP)
#endif
  :: break
  od
}
init { byte q; atomic {
  pcount=NP;
  do :: q<NP+NC -> bl[q]=q+1; run_[q]=1; if :: q<NP -> role[q]=1; att[q]=1 :: else -> role[q]=2 fi; q++ :: else -> break od; q=0;
  run P(0,1,NI,0);
#if NP>1
  run P(1,1+NI,NI,0);
#endif
  run C(NP,0);
#if NC>1
  run C(NP+1,0);
#endif
#ifdef SPC
  run C(SPAREC,1);
#endif
#ifdef SPP
  run P(SPAREP,1+2*NI,1,1);
#endif
#if MAXD>0
  run killer();
#endif
  }
}
