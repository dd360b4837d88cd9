package ipckit.common.testkit;

/** The settings of the tests that kill processes at random. */
public final class Torture {
    /**
     * Whether the tests run in their long form, which kills thousands of processes: true if the
     * system property {@code ipckit.torture} is {@code long}.
     */
    public static final boolean LONG = "long".equals(System.getProperty("ipckit.torture"));

    /**
     * The seed of the random choices. {@code -Dipckit.torture.seed=N} repeats the choices of the
     * run with the seed N.
     */
    public static final long SEED = Long.getLong("ipckit.torture.seed", System.nanoTime());

    private Torture() {}

    /**
     * Returns the number of processes that a test kills. If {@link #LONG} is true, the number is
     * 2000, or the value of the system property {@code ipckit.torture.kills}.
     *
     * @param few the number if {@link #LONG} is false
     */
    public static int kills(int few) {
        return LONG ? Integer.getInteger("ipckit.torture.kills", 2000) : few;
    }
}
