package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.scheme.AttachedSegment;

/** The options {@code --offset} and {@code --length}, which select bytes of a segment. */
final class RangeOptions {
    private final Argument<Long> offset;
    private final Argument<Long> length;

    /** Declares the options. */
    RangeOptions(Arguments arguments) {
        offset =
                arguments
                        .option("--offset", "SIZE", "the first byte", SizeConverter.FROM_ZERO)
                        .orElse(0L);
        length =
                arguments.option(
                        "--length",
                        "SIZE",
                        "how many bytes (default: to the end)",
                        SizeConverter.FROM_ZERO);
    }

    /** Returns whether the command line has {@code --length}. */
    boolean hasLength(ParsedArguments given) {
        return given.has(length);
    }

    /**
     * Returns the selected range of a segment.
     *
     * @throws IpcException UNUSABLE if the range reaches beyond the end of the segment
     */
    SegmentRange of(ParsedArguments given, AttachedSegment segment) {
        long from = given.get(offset);
        long rest = Math.max(0, segment.size() - from);
        return new SegmentRange(segment, from, given.find(length).orElse(rest));
    }
}
