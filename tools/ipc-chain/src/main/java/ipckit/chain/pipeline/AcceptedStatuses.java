package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.cli.value.CountConverter;

import java.util.Set;
import java.util.TreeSet;

/**
 * A value of the option {@code --accept}: exit statuses of a stage that do not count as failures.
 *
 * @param stage the number of a stage or the name of its command, as the user gave it
 * @param statuses the statuses as a shell reports them: 128 + n after signal n
 */
record AcceptedStatuses(String stage, Set<Integer> statuses) {
    private static final CountConverter STATUSES = new CountConverter(1, 255);

    /**
     * Parses {@code STAGE=STATUS[,STATUS...]}. STAGE may contain equals signs.
     *
     * @throws IpcException USAGE if the text has another form, or a status is out of range
     */
    static AcceptedStatuses parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw IpcException.usage("'" + text + "' is not STAGE=STATUS[,STATUS...]");
        }
        Set<Integer> statuses = new TreeSet<>();
        for (String status : text.substring(equals + 1).split(",", -1)) {
            statuses.add(Math.toIntExact(STATUSES.convert(status)));
        }
        return new AcceptedStatuses(text.substring(0, equals), statuses);
    }

    /**
     * Returns whether {@link #stage} is the number of the given stage, the name of its command, or
     * the word by which the user gave the command, for example {@code ./filter}.
     */
    boolean isFor(PipelineStage one) {
        return stage.equals(Integer.toString(one.i()))
                || stage.equals(one.program())
                || stage.equals(one.words().getFirst());
    }
}
