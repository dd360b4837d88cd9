package ipckit.fan.pool;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;

import java.util.List;

/**
 * The value of {@code --jobs}: a number, a percentage of the processors, or 0 for as many jobs as
 * the system allows.
 *
 * @param number the number, or the percentage
 * @param isPercentage whether {@code number} is a percentage of the processors
 */
public record JobCount(int number, boolean isPercentage) {
    /** One job for each processor. */
    public static final JobCount PER_PROCESSOR = new JobCount(100, true);

    /** Accepts numbers from 0 and percentages from 1%. */
    public static final Converter<JobCount> CONVERTER = new ArgumentConverter(0);

    /** Accepts numbers from 1 and percentages from 1%. */
    public static final Converter<JobCount> LIMITED = new ArgumentConverter(1);

    /** The largest number of processes that Linux allows on a 64-bit system. */
    private static final int MOST = 4_194_304;

    private static final int ALL = 100;

    /**
     * Converts the text of the option to a job count.
     *
     * @param least the smallest number accepted
     */
    private record ArgumentConverter(int least) implements Converter<JobCount> {
        private static final CountConverter PERCENTAGES = new CountConverter(1, 100 * ALL);

        @Override
        public JobCount convert(String text) {
            if (text.endsWith("%")) {
                String digits = text.substring(0, text.length() - 1);
                return new JobCount(Math.toIntExact(PERCENTAGES.convert(digits)), true);
            }
            return new JobCount(
                    Math.toIntExact(new CountConverter(least, MOST).convert(text)), false);
        }

        @Override
        public String show(JobCount count) {
            return count.number + (count.isPercentage ? "%" : "");
        }

        @Override
        public List<String> examples() {
            return List.of("1", "2", "4", "8", "50%", "100%");
        }
    }

    /**
     * Returns the number of jobs, which is at least 1. If the option is 0, reads the limits of the
     * system from {@code /proc}.
     */
    public int resolve() {
        if (isPercentage) {
            long processors = Runtime.getRuntime().availableProcessors();
            return Math.toIntExact(Math.max(1, Math.round(processors * number / (double) ALL)));
        }
        return number == 0 ? SystemLimits.read().jobs() : number;
    }
}
