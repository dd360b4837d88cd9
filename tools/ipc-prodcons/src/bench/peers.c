/*
 * Measures how fast items pass between two processes through a channel: a channel of the kernel, or a ring in C.
 * compare.sh compares the rings of ipc-prodcons with these channels.
 *
 *   peers CHANNEL SIZE throughput|trip SECONDS [apart]
 *
 * CHANNEL is pipe, fifo, queue (a POSIX message queue), or one of three rings of 1 MiB. The rings differ in how a
 * process waits. With "spin", the process never sleeps. With "adaptive", the process executes 100 pause instructions
 * and then sleeps on a futex. With "futex", the process sleeps at once. SIZE is the size of an item in bytes.
 *
 * The parent process sends items for SECONDS seconds, and the forked child receives the items. With "throughput", the
 * child checks the sequence number at the start of each item. With "trip", the child sends each item back, and the
 * parent measures the time of the round trip. "apart" keeps the parent on processor 0 and the child on processor 1.
 *
 * The program prints one line, whose fields are separated by tabs:
 *
 *   CHANNEL  SIZE  throughput  items/s  0
 *   CHANNEL  SIZE  trip        median ns  99th percentile ns
 *
 * The command "peers line 8 trip SECONDS" uses no channel. It measures how long a cache line takes from one process to
 * the other and back, and prints the shortest time in place of the median, and 0 in place of the 99th percentile.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LAST UINT64_MAX
#define MOST_BYTES 65536
#define CAPACITY (1u << 20)
/*
 * The alignment of the variables of a ring, in bytes. Processors fetch cache lines in pairs. With an alignment of two
 * lines, no two variables are in the same pair, so a write to one variable does not delay the access to another.
 */
#define LINES 128

static void fail(const char *what) {
    fprintf(stderr, "peers: %s: %s\n", what, strerror(errno));
    exit(2);
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/*
 * A ring for one sender and one receiver. The ring contains records. A record has a header of 8 bytes, which contains
 * the length of the item, and then the item. Each record is padded to a multiple of 8 bytes.
 */
struct ring {
    _Alignas(LINES) _Atomic uint64_t tail;
    _Alignas(LINES) _Atomic uint64_t head;
    _Alignas(LINES) _Atomic uint32_t receiver_sleeps;
    _Alignas(LINES) _Atomic uint32_t sender_sleeps;
    _Alignas(LINES) uint8_t data[CAPACITY];
};

/*
 * The private state of one process, the sender or the receiver of a ring. The position of a process is the number of
 * bytes that it has written or read since the start. This number includes bytes that were skipped at the end of the
 * ring. "at" is the position of this process. "other" is the position of the other process, as this process has last
 * read it. Only the receiver uses "shown", which is the position that it has last published in the ring.
 */
struct end {
    struct ring *ring;
    uint64_t at, other, shown;
};

/* The number of pause instructions that a waiting process executes before it sleeps; negative if it never sleeps. */
static long pauses_before_sleep;

static void wake(_Atomic uint32_t *sleeps) {
    if (pauses_before_sleep < 0) return;
    /*
     * The caller has stored this process's new position. Because of the fence, this store takes effect before the
     * load of the flag "sleeps". Otherwise the other process could miss the new position and then sleep without
     * being woken.
     */
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load_explicit(sleeps, memory_order_relaxed) && atomic_exchange(sleeps, 0))
        syscall(SYS_futex, sleeps, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Waits until the other process's position differs from e->other, and stores the new position in e->other. */
static void await_other(struct end *e, _Atomic uint64_t *position, _Atomic uint32_t *sleeps) {
    for (long n = 0;; n++) {
        uint64_t seen = atomic_load_explicit(position, memory_order_acquire);
        if (seen != e->other) { e->other = seen; return; }
        if (pauses_before_sleep < 0 || n < pauses_before_sleep) { __builtin_ia32_pause(); continue; }
        atomic_store(sleeps, 1);
        if (atomic_load(position) == e->other) syscall(SYS_futex, sleeps, FUTEX_WAIT, 1, NULL, NULL, 0);
        atomic_store(sleeps, 0);
        n = 0;
    }
}

static void ring_send(struct end *e, const void *item, uint32_t length) {
    struct ring *r = e->ring;
    uint32_t need = (8 + length + 7) & ~7u, offset = e->at & (CAPACITY - 1);
    uint32_t skip = CAPACITY - offset < need ? CAPACITY - offset : 0;
    while (e->at + skip + need - e->other > CAPACITY) await_other(e, &r->head, &r->sender_sleeps);
    if (skip) {
        *(uint32_t *)(r->data + offset) = 0;
        e->at += skip;
        offset = 0;
    }
    *(uint32_t *)(r->data + offset) = length;
    memcpy(r->data + offset + 8, item, length);
    e->at += need;
    atomic_store_explicit(&r->tail, e->at, memory_order_release);
    wake(&r->receiver_sleeps);
}

static void ring_show(struct end *e) {
    if (e->shown == e->at) return;
    atomic_store_explicit(&e->ring->head, e->at, memory_order_release);
    e->shown = e->at;
    wake(&e->ring->sender_sleeps);
}

static void ring_receive(struct end *e, void *item, uint32_t length) {
    for (;;) {
        if (e->at == e->other) {
            ring_show(e);
            await_other(e, &e->ring->tail, &e->ring->receiver_sleeps);
        }
        uint32_t offset = e->at & (CAPACITY - 1), found = *(uint32_t *)(e->ring->data + offset);
        if (found == 0) { e->at += CAPACITY - offset; continue; }
        if (found != length) { errno = EPROTO; fail("ring"); }
        memcpy(item, e->ring->data + offset + 8, length);
        e->at += (8 + length + 7) & ~7u;
        if (e->at - e->shown >= CAPACITY / 4) ring_show(e);
        return;
    }
}

/*
 * The kind of the channel, and this process's end of the channel. A pipe or a FIFO has the kind BYTES. The kinds BYTES
 * and QUEUE use the descriptors "out" and "in". The kind RING uses "ring_out" and "ring_in".
 */
static enum { BYTES, QUEUE, RING } kind;
static int out = -1, in = -1;
static struct end ring_out, ring_in;

static void send_item(const uint8_t *item, size_t size) {
    if (kind == RING) { ring_send(&ring_out, item, size); return; }
    if (kind == QUEUE) { if (mq_send(out, (const char *)item, size, 0)) fail("mq_send"); return; }
    for (size_t done = 0; done < size;) {
        ssize_t n = write(out, item + done, size - done);
        if (n < 0 && errno != EINTR) fail("write");
        if (n > 0) done += n;
    }
}

static void receive_item(uint8_t *item, size_t size) {
    if (kind == RING) { ring_receive(&ring_in, item, size); return; }
    if (kind == QUEUE) { if (mq_receive(in, (char *)item, size, NULL) != (ssize_t)size) fail("mq_receive"); return; }
    for (size_t done = 0; done < size;) {
        ssize_t n = read(in, item + done, size - done);
        if (n == 0) exit(3);
        if (n < 0 && errno != EINTR) fail("read");
        if (n > 0) done += n;
    }
}

static void serve(size_t size, int trip) {
    static uint8_t item[MOST_BYTES];
    uint64_t *sequence = (uint64_t *)item, expected = 0;
    for (;;) {
        receive_item(item, size);
        if (trip) {
            if (kind == RING) ring_show(&ring_in);
            send_item(item, size);
            if (*sequence == LAST) _exit(0);
        } else if (*sequence == LAST) {
            *sequence = expected;
            send_item(item, size);
            _exit(0);
        } else if (*sequence != expected++) {
            fprintf(stderr, "peers: item %lu was lost\n", expected - 1);
            _exit(3);
        }
    }
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void measure(const char *name, size_t size, int trip, double seconds) {
    static uint8_t item[MOST_BYTES], back[MOST_BYTES];
    static uint64_t trips[1 << 22];
    uint64_t *sequence = (uint64_t *)item, *answer = (uint64_t *)back, items = 0;
    uint64_t mask = size > 4096 ? 7 : 63, start = now(), end = start + seconds * 1e9, after;
    if (trip) {
        do {
            uint64_t before = now();
            *sequence = items;
            send_item(item, size);
            receive_item(back, size);
            if (kind == RING) ring_show(&ring_in);
            after = now();
            if (*answer != items) exit(3);
            trips[items++] = after - before;
        } while (after < end && items < sizeof trips / sizeof *trips);
    } else {
        do {
            *sequence = items++;
            send_item(item, size);
        } while ((items & mask) || now() < end);
    }
    *sequence = LAST;
    send_item(item, size);
    receive_item(back, size);
    double elapsed = (now() - start) / 1e9;
    if (!trip && *answer != items) exit(3);
    if (trip) {
        /* The first tenth of the round trips is a warm-up. */
        uint64_t from = items / 10, rest = items - from;
        qsort(trips + from, rest, sizeof *trips, ascending);
        printf("%s\t%zu\ttrip\t%lu\t%lu\n", name, size, trips[from + rest / 2], trips[from + rest * 99 / 100]);
    } else {
        printf("%s\t%zu\tthroughput\t%.0f\t0\n", name, size, items / elapsed);
    }
}

static void *shared(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED) fail("mmap");
    return memory;
}

static void stay_on(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    if (sched_setaffinity(0, sizeof set, &set)) fail("sched_setaffinity");
}

static int cache_line(double seconds) {
    _Atomic uint64_t *word = shared(4096);
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (!child) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (uint64_t n = 1;; n += 2) {
            while (atomic_load_explicit(word, memory_order_acquire) != n) {}
            atomic_store_explicit(word, n + 1, memory_order_release);
        }
    }
    uint64_t best = UINT64_MAX, n = 1, end = now() + seconds * 1e9, before = now();
    /* The result is the minimum of many samples, because other processes interrupt some samples. */
    while (before < end) {
        for (int i = 0; i < 16; i++, n += 2) {
            atomic_store_explicit(word, n, memory_order_release);
            while (atomic_load_explicit(word, memory_order_acquire) != n + 1) {}
        }
        uint64_t after = now();
        if (after - before < best) best = after - before;
        before = after;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    printf("line\t8\ttrip\t%lu\t0\n", best / 16);
    return 0;
}

int main(int argc, char **argv) {
    int apart = argc == 6 && !strcmp(argv[5], "apart");
    if (argc != 5 && !apart) {
        fprintf(stderr, "usage: peers pipe|fifo|queue|spin|adaptive|futex|line SIZE throughput|trip SECONDS [apart]\n");
        return 64;
    }
    const char *name = argv[1];
    size_t size = strtoul(argv[2], NULL, 10);
    int trip = !strcmp(argv[3], "trip");
    double seconds = atof(argv[4]);
    if (size < 8 || size > MOST_BYTES) { fprintf(stderr, "peers: sizes are 8 to 65536\n"); return 64; }
    if (!strcmp(name, "line")) return cache_line(seconds);

    int there[2], back[2];
    char path[2][64];
    struct ring *rings = NULL;
    int fifo = !strcmp(name, "fifo");
    snprintf(path[0], sizeof path[0], "%s/peers.%d.a", fifo ? "/tmp" : "", getpid());
    snprintf(path[1], sizeof path[1], "%s/peers.%d.b", fifo ? "/tmp" : "", getpid());
    if (!strcmp(name, "pipe")) {
        if (pipe(there) || pipe(back)) fail("pipe");
    } else if (fifo) {
        if (mkfifo(path[0], 0600) || mkfifo(path[1], 0600)) fail("mkfifo");
    } else if (!strcmp(name, "queue")) {
        kind = QUEUE;
        struct mq_attr attributes = {.mq_maxmsg = 10, .mq_msgsize = (long)size};
        there[0] = there[1] = mq_open(path[0], O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
        back[0] = back[1] = mq_open(path[1], O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
        mq_unlink(path[0]);
        mq_unlink(path[1]);
        if (there[0] < 0 || back[0] < 0) fail("mq_open");
    } else {
        kind = RING;
        pauses_before_sleep = !strcmp(name, "spin") ? -1 : !strcmp(name, "adaptive") ? 100 : 0;
        if (pauses_before_sleep == 0 && strcmp(name, "futex")) { errno = EINVAL; fail(name); }
        rings = shared(2 * sizeof *rings);
    }
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (!child) prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (apart) stay_on(!child);
    if (fifo) {
        there[!!child] = open(path[0], child ? O_WRONLY : O_RDONLY);
        back[!child] = open(path[1], child ? O_RDONLY : O_WRONLY);
        if (child) { unlink(path[0]); unlink(path[1]); }
    }
    if (kind == RING) {
        ring_out.ring = &rings[!child];
        ring_in.ring = &rings[!!child];
    } else {
        out = child ? there[1] : back[1];
        in = child ? back[0] : there[0];
    }
    if (!child) serve(size, trip);
    measure(name, size, trip, seconds);
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
}
