package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * A System V message queue of the kernel: msgget(2), msgop(2) and msgctl(2). Sending and receiving
 * never wait, except at an object from {@link #waiting}. The static methods need no instance: their
 * first argument is the key or the id of the queue.
 *
 * <p>An instance belongs to one thread.
 */
public final class SystemVMessageQueue {
    /** The argument with which {@link #receive} returns the oldest message of any type. */
    public static final long ANY_TYPE = 0;

    /** The result of {@link #receive(long, MemorySegment)} if the queue has no such message. */
    public static final long EMPTY = -1;

    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;
    private static final int IPC_NOWAIT = 04000;
    private static final int IPC_RMID = 0;
    private static final int IPC_SET = 1;
    private static final int IPC_STAT = 2;
    private static final int PERMISSIONS = 0777;

    /**
     * The operation of msgctl(2) that returns the state of a queue without a check of permissions.
     * Its argument is the index of the queue in the kernel's array, and its result is the queue's
     * id.
     */
    private static final int MSG_STAT_ANY = 13;

    /**
     * The masks that select the index of a queue from its id. The index is the queue's position in
     * the kernel's array. A kernel that was started with the parameter ipcmni_extend uses the
     * second mask; any other kernel uses the first.
     */
    private static final int[] INDEX_BITS = {0x7fff, 0xffffff};

    /**
     * The size in bytes of {@code struct msqid_ds}, and the offsets of its members. The structure
     * begins with {@code struct ipc_perm}, which contains the key, the user and the permissions.
     */
    private static final long DESCRIPTION_SIZE = 120;

    private static final long KEY = 0;
    private static final long USER = 4;
    private static final long MODE = 20;
    private static final long SEND_TIME = 48;
    private static final long RECEIVE_TIME = 56;
    private static final long BYTES = 72;
    private static final long MESSAGES = 80;
    private static final long MAX_BYTES = 88;
    private static final long LAST_SENDER = 96;
    private static final long LAST_RECEIVER = 100;

    /** The size in bytes of {@code mtype}, which precedes the body of a message. */
    private static final long TYPE_SIZE = Long.BYTES;

    private static final long FIRST_BODY_SIZE = 4096;

    private static final class Call {
        static final LibraryFunction GET = CallShapes.function("msgget");
        static final LibraryFunction SEND = CallShapes.function("msgsnd");
        static final LibraryFunction RECEIVE = CallShapes.function("msgrcv");
        static final LibraryFunction CONTROL = CallShapes.function("msgctl");
    }

    private final int id;

    /** The flags of msgsnd(2) and msgrcv(2). */
    private final int flags;

    /** The type and the body of one message: {@code struct msgbuf}. */
    private MemorySegment message;

    /**
     * The state of a queue, as msgctl(2) returns it.
     *
     * @param key the key; 0 if the queue can be found by its id only
     * @param uid the user ID of the queue's owner
     * @param mode the permission bits
     * @param messages the number of messages in the queue
     * @param bytes the total size of all messages in the queue, in bytes
     * @param maxBytes the number of bytes of messages that the queue can hold at most
     * @param lastSender the pid of the process that sent the last message; 0 if there was none
     * @param lastSent the time of the last message in seconds since 1970; 0 if there was none
     * @param lastReceiver the pid of the process that received last; 0 if there was none
     * @param lastReceived the time of the last reception in seconds since 1970; 0 if there was none
     */
    public record Description(
            int key,
            int uid,
            int mode,
            long messages,
            long bytes,
            long maxBytes,
            int lastSender,
            long lastSent,
            int lastReceiver,
            long lastReceived) {}

    /** Creates an object for the queue with the given id. The queue need not exist. */
    public SystemVMessageQueue(int id) {
        this(id, IPC_NOWAIT);
    }

    private SystemVMessageQueue(int id, int flags) {
        this.id = id;
        this.flags = flags;
        message = newMessage(FIRST_BODY_SIZE);
    }

    /**
     * Creates an object whose method {@link #send} waits while the queue is full, and whose methods
     * that receive wait while the queue has no suitable message.
     */
    public static SystemVMessageQueue waiting(int id) {
        return new SystemVMessageQueue(id, 0);
    }

    private static MemorySegment newMessage(long bodySize) {
        return Arena.ofAuto().allocate(TYPE_SIZE + bodySize, Long.BYTES);
    }

    /**
     * Creates a queue.
     *
     * @param key the key; 0 for a queue that can be found by its id only
     * @param mode the permission bits; the umask is not applied
     * @return the queue's id
     * @throws IpcException EXISTS if a queue has this key; CANNOT_CREATE if the kernel allows no
     *     further queue; NO_SPACE if the kernel has no memory for the queue
     */
    public static int create(int key, int mode) {
        int id = CallShapes.call(Call.GET, key, IPC_CREAT | IPC_EXCL | mode & PERMISSIONS, 0);
        if (id == -Libc.ENOSPC) {
            throw new IpcException(
                    Category.CANNOT_CREATE, SystemVMessageQueueLimits.read().ofNumber());
        }
        return checked(id, "cannot create it");
    }

    /**
     * Returns the id of the queue that has the given key.
     *
     * @throws IpcException ABSENT if no queue has the key
     */
    public static int find(int key) {
        return checked(CallShapes.call(Call.GET, key, 0, 0), "cannot open it");
    }

    /**
     * Returns the state of a queue.
     *
     * @throws IpcException ABSENT if no queue has the id; DENIED if this user may not read the
     *     queue
     */
    public static Description describe(int id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seen = arena.allocate(DESCRIPTION_SIZE, Long.BYTES);
            control(id, IPC_STAT, seen, "cannot look at it");
            return description(seen);
        }
    }

    /**
     * Returns the state of a queue, even if this user may only write to the queue. A sender needs
     * the state to see how much room the queue has. Before Linux 4.17, only a user who may read the
     * queue can get the state.
     *
     * @throws IpcException ABSENT if no queue has the id; DENIED if the kernel does not show the
     *     state to this user
     */
    public static Description describeForSender(int id) {
        try {
            return describe(id);
        } catch (IpcException e) {
            if (e.category() != Category.DENIED) {
                throw e;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment seen = arena.allocate(DESCRIPTION_SIZE, Long.BYTES);
                for (int bits : INDEX_BITS) {
                    int index = id & bits;
                    if (CallShapes.call(Call.CONTROL, index, MSG_STAT_ANY, seen.address()) == id) {
                        return description(seen);
                    }
                }
            }
            throw e;
        }
    }

    private static Description description(MemorySegment seen) {
        return new Description(
                seen.get(JAVA_INT, KEY),
                seen.get(JAVA_INT, USER),
                seen.get(JAVA_INT, MODE) & PERMISSIONS,
                seen.get(JAVA_LONG, MESSAGES),
                seen.get(JAVA_LONG, BYTES),
                seen.get(JAVA_LONG, MAX_BYTES),
                seen.get(JAVA_INT, LAST_SENDER),
                seen.get(JAVA_LONG, SEND_TIME),
                seen.get(JAVA_INT, LAST_RECEIVER),
                seen.get(JAVA_LONG, RECEIVE_TIME));
    }

    /**
     * Changes the number of bytes of messages that a queue can hold at most.
     *
     * @throws IpcException CANNOT_CREATE if the size exceeds the kernel's limit and this process is
     *     not privileged
     */
    public static void limit(int id, long maxBytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment description = arena.allocate(DESCRIPTION_SIZE, Long.BYTES);
            control(id, IPC_STAT, description, "cannot look at it");
            description.set(JAVA_LONG, MAX_BYTES, maxBytes);
            int done = CallShapes.call(Call.CONTROL, id, IPC_SET, description.address());
            if (done == -Libc.EPERM) {
                throw new IpcException(
                        Category.CANNOT_CREATE, SystemVMessageQueueLimits.read().ofQueue());
            }
            checked(done, "cannot set its size");
        }
    }

    /**
     * Removes a queue. The kernel drops its messages, and ends every wait at the queue.
     *
     * @throws IpcException ABSENT if no queue has the id; DENIED if this user may not remove the
     *     queue
     */
    public static void remove(int id) {
        control(id, IPC_RMID, MemorySegment.NULL, "cannot remove it");
    }

    private static void control(int id, int command, MemorySegment buffer, String doing) {
        checked(CallShapes.call(Call.CONTROL, id, command, buffer.address()), doing);
    }

    /**
     * Sends a message unless the queue is full.
     *
     * @param source the memory, native or on the heap, that contains the message
     * @param from the offset of the message in {@code source}
     * @param length the length of the message in bytes
     * @param type the type of the message, at least 1
     * @return true if the message was sent; false if the queue is full
     * @throws IpcException UNUSABLE if the message is larger than the kernel allows, or larger than
     *     the queue; REMOVED if the queue does not exist any more
     */
    public boolean send(MemorySegment source, long from, long length, long type) {
        if (length > message.byteSize() - TYPE_SIZE) {
            message = newMessage(length);
        }
        message.set(JAVA_LONG, 0, type);
        MemorySegment.copy(source, from, message, TYPE_SIZE, length);
        int done = CallShapes.callUntilDone(Call.SEND, id, message.address(), length, flags);
        // Without the fence, the garbage collector could free this object's native memory while the
        // system call uses it.
        Reference.reachabilityFence(this);
        if (done == -Libc.EAGAIN) {
            checkFits(length);
            return false;
        }
        if (done == -Libc.EINVAL && exists()) {
            throw new IpcException(
                    Category.UNUSABLE, SystemVMessageQueueLimits.read().ofMessage(length));
        }
        checkedUse(done, "cannot send");
        return true;
    }

    /** Throws an exception if the queue can never hold a message of the given length. */
    private void checkFits(long length) {
        long maxBytes = maxBytes();
        if (length > maxBytes) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + CountedNoun.of(length, "byte")
                            + ", and it holds at most "
                            + maxBytes
                            + " (its msg_qbytes)");
        }
    }

    /**
     * Returns the number of bytes of messages that the queue can hold at most, or {@link
     * Long#MAX_VALUE} if the kernel does not show the queue's state to this user.
     */
    public long maxBytes() {
        try {
            return describeForSender(id).maxBytes();
        } catch (IpcException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns whether the queue exists. Also returns true if this user may not use the queue. */
    public boolean exists() {
        try {
            describe(id);
            return true;
        } catch (IpcException e) {
            return e.category() != Category.ABSENT;
        }
    }

    /**
     * Receives a message. The message is never shortened: if the message is larger than the memory
     * for it, this method allocates larger memory and receives the message into this memory.
     *
     * @param type the type of the message; {@link #ANY_TYPE} for any type; a negative number −N for
     *     the lowest type that is at most N
     * @return the body of the oldest such message; null if the queue has none
     * @throws IpcException REMOVED if the queue does not exist any more
     */
    public byte[] receive(long type) {
        long length = receiveMessage(type);
        return length == EMPTY ? null : message.asSlice(TYPE_SIZE, length).toArray(JAVA_BYTE);
    }

    /**
     * Receives a message as {@link #receive(long)} does, and copies its body.
     *
     * @param target the memory for the body; it must be large enough
     * @return the length of the body in bytes; {@link #EMPTY} if the queue has no such message
     */
    public long receive(long type, MemorySegment target) {
        long length = receiveMessage(type);
        if (length != EMPTY) {
            MemorySegment.copy(message, TYPE_SIZE, target, 0, length);
        }
        return length;
    }

    private long receiveMessage(long type) {
        for (; ; ) {
            long bodySize = message.byteSize() - TYPE_SIZE;
            long length =
                    CallShapes.callLong(
                            Call.RECEIVE, id, message.address(), bodySize, type, flags, 0);
            // Without the fence, the garbage collector could free this object's native memory while
            // the system call uses it.
            Reference.reachabilityFence(this);
            if (length >= 0) {
                return length;
            }
            if (length == -Libc.ENOMSG) {
                return EMPTY;
            }
            if (length == -Libc.E2BIG) {
                message = newMessage(2 * bodySize);
            } else if (length != -Libc.EINTR) {
                checkedUse((int) length, "cannot receive");
            }
        }
    }

    /** Returns the type of the message that the last call of {@link #receive} returned. */
    public long type() {
        return message.get(JAVA_LONG, 0);
    }

    /**
     * Checks the result of a call that uses the queue. The queue existed before the call, so an
     * invalid id means that the queue was removed.
     */
    private static void checkedUse(int result, String doing) {
        if (result == -Libc.EINVAL || result == -Libc.EIDRM) {
            throw new IpcException(Category.REMOVED, "it was removed");
        }
        checked(result, doing);
    }

    private static int checked(int result, String doing) {
        return switch (result) {
            case -Libc.EINVAL, -Libc.EIDRM ->
                    throw new IpcException(Category.ABSENT, "there is none, or it was removed");
            case -Libc.ENOSYS ->
                    throw new IpcException(
                            Category.FAILED, "this kernel has no System V message queues");
            case -Libc.ENOMEM ->
                    throw new IpcException(Category.NO_SPACE, doing + ": no memory for it");
            default -> Libc.checked(result, doing);
        };
    }
}
