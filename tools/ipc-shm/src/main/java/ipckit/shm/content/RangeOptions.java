package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.scheme.AttachedSegment;

/**
 * The options that say which bytes of a segment are meant; the same for every verb that has them.
 */
final class RangeOptions {
    private final Argument<Long> offset;
    private final Argument<Long> length;

    RangeOptions(Arguments arguments) {
        offset =
                arguments
                        .option("--offset", "SIZE", "from which byte on", SizeConverter.FROM_ZERO)
                        .orElse(0L);
        length =
                arguments.option(
                        "--length",
                        "SIZE",
                        "how many bytes (default: to the end)",
                        SizeConverter.FROM_ZERO);
    }

    boolean hasLength(ParsedArguments given) {
        return given.has(length);
    }

    /**
     * The bytes meant.
     *
     * @throws IpcException UNUSABLE if they do not all lie in the segment
     */
    SegmentRange of(ParsedArguments given, AttachedSegment segment) {
        long from = given.get(offset);
        long rest = Math.max(0, segment.size() - from);
        return new SegmentRange(segment, from, given.find(length).orElse(rest));
    }
}
