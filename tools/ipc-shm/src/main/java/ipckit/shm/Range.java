package ipckit.shm;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Sizes;

/**
 * The options that say which bytes of a segment are meant; the same for every verb that has them.
 */
final class Range {
    private final Arg<Long> offset;
    private final Arg<Long> length;

    Range(Arguments arguments) {
        offset =
                arguments
                        .option("--offset", "SIZE", "from which byte on", Sizes.FROM_ZERO)
                        .orElse(0L);
        length =
                arguments.option(
                        "--length",
                        "SIZE",
                        "how many bytes (default: to the end)",
                        Sizes.FROM_ZERO);
    }

    boolean hasLength(Parsed given) {
        return given.has(length);
    }

    /**
     * The bytes meant.
     *
     * @throws IpcException UNUSABLE if they do not all lie in the segment
     */
    Part of(Parsed given, Attached segment) {
        long from = given.get(offset);
        long rest = Math.max(0, segment.size() - from);
        return new Part(segment, from, given.find(length).orElse(rest));
    }
}
