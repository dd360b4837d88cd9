package ipckit.common.object;

/**
 * The words at the start of every shared object's mapped file. Offsets are in bytes; words have the
 * machine's byte order. Each kind continues at {@link #END} with words of its own.
 */
public final class ObjectHeader {
    public static final long MAGIC_AT = 0;
    public static final long VERSION_AT = MAGIC_AT + Long.BYTES;

    /** Options of the kind, fixed at creation. */
    public static final long FLAGS_AT = VERSION_AT + Integer.BYTES;

    /** The size of the file at creation. A shorter file was cut. */
    public static final long FILE_SIZE_AT = FLAGS_AT + Integer.BYTES;

    public static final long END = FILE_SIZE_AT + Long.BYTES;

    /** The value of the state word while the object may be used. */
    public static final long OPEN = 1;

    /** The value of the state word once the object is marked as removed. */
    public static final long REMOVED = 2;

    private ObjectHeader() {}
}
