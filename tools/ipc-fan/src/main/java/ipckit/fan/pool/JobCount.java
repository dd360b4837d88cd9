package ipckit.fan.pool;

import ipckit.common.cli.value.CountConverter;

/**
 * The value of {@code --jobs}. It is a number of jobs, or a percentage of the number of processors.
 * The number 0 means as many jobs as the system allows.
 *
 * @param number the number of jobs, or the percentage
 * @param isPercentage whether {@code number} is a percentage of the number of processors
 */
public record JobCount(int number, boolean isPercentage) {
    /** One job for each processor. */
    public static final JobCount PER_PROCESSOR = new JobCount(100, true);

    /** The largest number of processes that Linux allows on a 64-bit system. */
    private static final int MOST = 4_194_304;

    private static final int ALL = 100;

    private static final CountConverter PERCENTAGES = new CountConverter(1, 100 * ALL);

    /**
     * Parses a number of jobs, or a percentage such as {@code 50%}. The smallest percentage is 1%.
     *
     * @param least the smallest number of jobs that is accepted
     * @throws ipckit.common.IpcException USAGE if the text is malformed, or the number or
     *     percentage is out of range
     */
    static JobCount parse(String text, int least) {
        boolean isPercentage = text.endsWith("%");
        long number =
                isPercentage
                        ? PERCENTAGES.convert(text.substring(0, text.length() - 1))
                        : new CountConverter(least, MOST).convert(text);
        return new JobCount(Math.toIntExact(number), isPercentage);
    }

    /**
     * Returns the number of jobs, which is at least 1. If the value of {@code --jobs} is 0, the
     * result depends on the limits of the system, which this method reads from {@code /proc}.
     */
    public int resolve() {
        if (isPercentage) {
            long processors = Runtime.getRuntime().availableProcessors();
            return Math.toIntExact(Math.max(1, Math.round(processors * number / (double) ALL)));
        }
        return number == 0 ? SystemLimits.read().jobs() : number;
    }

    /** Returns the text from which {@link #parse} creates this value. */
    @Override
    public String toString() {
        return number + (isPercentage ? "%" : "");
    }
}
