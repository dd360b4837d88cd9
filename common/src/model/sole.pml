/* Models the one-to-one ring. A put and a get acquire no lock. A run consists of a header and items, as in claims.pml. The claims table
   has one row, which only the consumer writes. The row contains three positions. All items below `from` are acknowledged. `run` is the
   position of the first run that is not acknowledged completely. All items that may have been delivered are below `to`, because the
   consumer stores `to` before it delivers the items below `to`. Process 0 is the first producer, and process 1 is the first consumer.
   Process 2 becomes the producer after process 0 has died or finished. Process 3 becomes the consumer after process 1 has died. There
   is only one producer and one consumer at a time, because each of them holds a file lock. The model represents these file locks by lp
   and lc. If process p is the producer, lp is p+1. If process p is the consumer, lc is p+1. 0 means that no process has this role. */
#ifndef CAP
#define CAP 4
#endif
#ifndef MAXD
#define MAXD 2
#endif
#ifndef NI
#define NI 3
#endif
#define NX (NI+3)
#define ENDR(r) ((r)+1+cv[(r)%CAP])
byte head, tail, run_, from, to;
byte cv[CAP], hf[CAP];
byte lp=1, lc=2, pcount=1;
/* These ghost variables exist only for the assertions. */
byte at[CAP], own[CAP], nin;
bit dead[4], fin[4], up[4], att[4]; byte deaths;
byte by[NX]; bit acked[NX], rep[NX];
byte last;
#ifdef NOSPARE
#define ROOM(n) (CAP-(tail-head)>=(n)+1)
#else
#define ROOM(n) (CAP-(tail-head)>=(n)+2)
#endif
proctype P(byte id; byte first; byte cnt; bit dyn) {
  byte i, t, n, j;
  { if :: dyn ->
end0: atomic { lp==0 && (dead[0]||fin[0]) -> lp=id+1; up[id]=1 }
#ifndef NOCNT
      atomic { pcount++; att[id]=1 }
#else
      att[id]=1
#endif
    :: else fi;
    do
    :: i<cnt ->
       if
       :: atomic { ROOM(1) -> n=1 }
       :: atomic { ROOM(2) && i+2<=cnt -> n=2 }
       fi;
       atomic { t=tail; assert(hf[t%CAP]==nin && at[t%CAP]==t) }
#ifdef TAILFIRST
       atomic { at[(t+n+1)%CAP]=t+n+1; hf[(t+n+1)%CAP]=nin+n; cv[t%CAP]=n; nin=nin+n; tail=t+n+1 }
       atomic { do :: j<n -> assert(own[(t+1+j)%CAP]==0); cv[(t+1+j)%CAP]=first+i+j; at[(t+1+j)%CAP]=t+1+j; own[(t+1+j)%CAP]=first+i+j; j++ :: else -> break od; j=0; t=0 }
#else
       atomic { cv[t%CAP]=n; do :: j<n -> assert(own[(t+1+j)%CAP]==0); cv[(t+1+j)%CAP]=first+i+j; at[(t+1+j)%CAP]=t+1+j; j++ :: else -> break od; j=0 }
       atomic { assert(own[(t+n+1)%CAP]==0); at[(t+n+1)%CAP]=t+n+1; hf[(t+n+1)%CAP]=nin+n; cv[(t+n+1)%CAP]=0 }
       atomic { do :: j<n -> own[(t+1+j)%CAP]=first+i+j; j++ :: else -> break od; j=0; nin=nin+n; tail=t+n+1; t=0 }
#endif
       atomic { do :: n>0 -> rep[first+i]=1; i++; n-- :: else -> break od }
    :: else -> break
    od;
    atomic { lp=0; att[id]=0; fin[id]=1 }
  } unless { atomic { dead[id] -> i=0;t=0;n=0;j=0 } }
}
/* ACKED marks the items below position b as acknowledged, in ghost variables. Only the assertions read the marks. */
inline ACKED(b) {
  j=from; do :: j<b -> if :: own[j%CAP]!=0 && at[j%CAP]==j -> acked[own[j%CAP]]=1; own[j%CAP]=0 :: else fi; j++ :: else -> break od; j=0
}
/* ACK acknowledges the items below q. It stores `from` first, then `run`, then `head`. RUNFIRST and HEADFIRST select wrong orders, in which
   the assertions must fail. */
inline ACK() {
#ifdef RUNFIRST
  run_=r;
  atomic { ACKED(q); from=q }
  head=run_
#elif defined(HEADFIRST)
  head=r;
  atomic { ACKED(q); from=q }
  run_=r
#else
  atomic { ACKED(q); from=q }
  run_=r;
  head=run_
#endif
}
proctype C(byte id; bit dyn) {
  byte r, p, q, e, x, g, rl, j; bit m;
  { if :: dyn ->
end0: atomic { lc==0 && dead[1] -> lc=id+1; up[id]=1 } :: else fi;
    atomic { r=run_; q=from; assert(r>=head && r<=q);
      do :: q>r && q>=ENDR(r) -> assert(at[r%CAP]==r); r=ENDR(r) :: else -> break od }
    /* The previous consumer may have delivered any item below `to`, so the deliveries of these items by this consumer are marked as
       redeliveries. rl keeps the value of `to`, which is 0 if there was no previous consumer. */
    rl=to;
    if :: atomic { run_!=r || head!=r } run_=r; head=r :: atomic { else } fi;
again:
    if
    :: atomic { q<tail -> assert(at[r%CAP]==r); p=q; if :: p==r -> p++ :: else fi }
       if
       /* The delivery takes all remaining items of the run (a header and its items). */
       :: atomic { e=ENDR(r) }
       /* The delivery takes only the next item of the run (a header and its items). */
       :: atomic { p+1<ENDR(r) -> e=p+1 }
       /* The delivery takes two complete runs. Each run is a header and its items. */
       :: atomic { q==r && ENDR(r)<tail -> e=ENDR(r); assert(at[e%CAP]==e); e=ENDR(e) }
       fi;
#ifdef FROMEARLY
       q=e; atomic { ACKED(q); from=q }
#endif
#ifndef NOTO
       atomic { if :: e>to -> to=e :: else fi }
#endif
       do
       :: atomic { p<e -> assert(at[r%CAP]==r && at[p%CAP]==p); x=cv[p%CAP]; assert(own[p%CAP]==x && x!=0 && !acked[x]);
            m=(p<rl); if :: by[x]!=0 -> assert(dead[by[x]-1] && m) :: else assert(x>last); last=x fi; assert(!m || deaths>0); by[x]=id+1;
            x=0; m=0; p++; q=p; if :: p==ENDR(r) -> r=p; if :: p<e -> p++ :: else fi :: else fi }
          if
          /* The consumer acknowledges the items that it has delivered so far. */
          :: atomic { p<e -> skip } ACK()
          :: atomic { skip }
          fi
       :: else -> break
       od;
       ACK();
       atomic { e=0; p=0 }
       goto again
    :: atomic { q==tail -> skip }
    fi;
    (tail>q || lp==0);
#ifdef EOSNAIVE
    atomic { if :: tail!=q -> goto again :: else fi }
    if :: lp!=0 -> goto again :: else fi;
#else
    g=pcount;
    if :: lp!=0 -> goto again :: else fi;
    if :: tail!=q -> goto again :: else fi;
#endif
    atomic {
#ifndef EOSNAIVE
      if :: pcount!=g -> goto again :: else fi;
#endif
      assert(tail==head && from==tail && run_==tail);
      assert(!(att[0]&&!dead[0])); assert(!(att[2]&&!dead[2]));
      x=1; do :: x<NX -> assert(!rep[x]||acked[x]); x++ :: else -> break od; x=0 }
    atomic { lc=0; fin[id]=1 }
  } unless { atomic { dead[id] -> r=0;p=0;q=0;e=0;x=0;g=0;rl=0;j=0;m=0 } }
}
proctype killer() { do
  :: atomic { deaths<MAXD && !dead[0] && !fin[0] -> dead[0]=1; lp=0; deaths++ }
  :: atomic { deaths<MAXD && !dead[1] && !fin[1] -> dead[1]=1; lc=0; deaths++ }
  :: atomic { deaths<MAXD && up[2] && !dead[2] && !fin[2] -> dead[2]=1; lp=0; deaths++ }
  :: break od }
init { atomic { att[0]=1; run P(0,1,NI,0); run C(1,0); run P(2,NI+1,1,1); run C(3,1); run killer() } }
