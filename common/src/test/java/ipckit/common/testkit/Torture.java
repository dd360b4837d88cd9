package ipckit.common.testkit;

/** The length of the tests that kill processes at random. */
public final class Torture {
    /** Whether the system property {@code ipckit.torture} asks for thousands of deaths. */
    public static final boolean LONG = "long".equals(System.getProperty("ipckit.torture"));

    /**
     * The seed of the random choices. {@code -Dipckit.torture.seed=N} repeats the choices of seed
     * N.
     */
    public static final long SEED = Long.getLong("ipckit.torture.seed", System.nanoTime());

    private Torture() {}

    /**
     * Returns the number of processes to kill.
     *
     * @param few the number in the short form
     */
    public static int kills(int few) {
        return LONG ? Integer.getInteger("ipckit.torture.kills", 2000) : few;
    }
}
