package ipckit.common.object;

/**
 * The words at the start of every shared object's mapped file. Offsets are in bytes. Words have the
 * machine's byte order. From the offset {@link #END} on, each kind of object has its own words.
 */
public final class ObjectHeader {
    public static final long MAGIC_AT = 0;
    public static final long VERSION_AT = MAGIC_AT + Long.BYTES;

    /** The offset of the flags, which are the options of the object. The flags never change. */
    public static final long FLAGS_AT = VERSION_AT + Integer.BYTES;

    /** The offset of the word that contains the size of the file at its creation, in bytes. */
    public static final long FILE_SIZE_AT = FLAGS_AT + Integer.BYTES;

    public static final long END = FILE_SIZE_AT + Long.BYTES;

    /**
     * The value of an object's state word until the object is marked as removed. {@link
     * ObjectKind#stateAt} is the offset of the state word.
     */
    public static final long OPEN = 1;

    /** The value of an object's state word after the object is marked as removed. */
    public static final long REMOVED = 2;

    private ObjectHeader() {}
}
