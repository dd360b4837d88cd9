package ipckit.shm.tour;

/**
 * A step that one process of the {@linkplain SegmentTourCommand tour} takes. The tour demonstrates
 * the life of a segment, and tells its processes which steps to take.
 */
enum TourStep {
    /** Creates the segment. The result is the name by which other processes find the segment. */
    CREATE,
    /** Attaches the segment. The result is the address of the segment in the process. */
    ATTACH,
    /** Writes a text into the attached segment. */
    WRITE,
    /** Reads the text from the attached segment. */
    READ,
    /**
     * Reads at an address, as a C program reads through a pointer. SIGSEGV ends the process if no
     * segment is attached at the address.
     */
    POINTER,
    /** Detaches the segment. */
    DETACH,
    /** Removes the segment. */
    REMOVE,
    /** Reports the status of the segment. */
    STATUS
}
