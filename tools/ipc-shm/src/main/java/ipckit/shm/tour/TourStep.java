package ipckit.shm.tour;

/** A step that the tour asks one of its processes to take. */
enum TourStep {
    /** Creates the segment. The result is the name by which other processes find it. */
    CREATE,
    /** Attaches the segment. The result is the address. */
    ATTACH,
    /** Writes a text into the attached segment. */
    WRITE,
    /** Reads the text from the attached segment. */
    READ,
    /** Reads at an address, as a C program reads through a pointer, attached or not. */
    POINTER,
    /** Detaches the segment. */
    DETACH,
    /** Removes the segment. */
    REMOVE,
    /** Asks for the status of the segment. */
    STATUS
}
