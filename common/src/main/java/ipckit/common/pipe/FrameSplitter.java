package ipckit.common.pipe;

import ipckit.common.memory.ByteScan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Splits a stream of frames into runs, see {@link FrameFormat}. A run consists of the frames of one
 * or more items, and contains no metadata frame. An item with metadata is the only item of its run,
 * so that {@link #metadata} describes exactly one item.
 */
final class FrameSplitter extends ItemSplitter {
    private FrameMetadata metadata = FrameMetadata.NONE;

    /**
     * The number of the item that {@link #metadata} describes, counted from 1; 0 before the first
     * metadata frame.
     */
    private long described;

    FrameSplitter(long maxItem, long preferred) {
        super(Framing.FRAMES, maxItem, preferred);
    }

    @Override
    FrameMetadata metadata() {
        return isDescribed() ? metadata : FrameMetadata.NONE;
    }

    /**
     * Returns whether the first item of the current run (a sequence of complete items) has
     * metadata.
     */
    private boolean isDescribed() {
        return described == before + 1;
    }

    @Override
    long endOfRun(ReadBuffer buffer) {
        count = 0;
        if (!isDescribed()) {
            takeMetadata(buffer);
        }
        long start = buffer.start();
        long available = buffer.end();
        long at = start;
        while (available - at >= FrameFormat.PREFIX && !(isDescribed() && count == 1)) {
            int length = ByteScan.getIntBigEndian(buffer.bytes(), at);
            if (FrameFormat.isMetadata(length)) {
                if (at == start && isDescribed()) {
                    throw FrameFormat.describedTwice(frame());
                }
                break;
            }
            if (length > maxItem) {
                if (at == start) {
                    throw tooLong();
                }
                break;
            }
            long end = at + FrameFormat.PREFIX + length;
            if (end > available || end - start > preferred && at > start) {
                break;
            }
            at = end;
            count++;
        }
        return at > start ? at : NONE;
    }

    /**
     * Consumes the metadata frame at the start of the buffer. Does nothing if the buffer does not
     * begin with a complete metadata frame.
     */
    private void takeMetadata(ReadBuffer buffer) {
        long from = buffer.start() + FrameFormat.PREFIX;
        if (from > buffer.end()) {
            return;
        }
        int prefix = ByteScan.getIntBigEndian(buffer.bytes(), buffer.start());
        if (!FrameFormat.isMetadata(prefix)) {
            return;
        }
        int length = FrameFormat.metadataLength(prefix, frame());
        if (length <= buffer.end() - from) {
            MemorySegment texts = buffer.bytes().asSlice(from, length);
            metadata = FrameFormat.metadata(texts.toArray(ValueLayout.JAVA_BYTE), frame());
            described = before + 1;
            buffer.consume(from + length);
        }
    }

    @Override
    boolean hasBegun(ReadBuffer buffer) {
        return super.hasBegun(buffer) || isDescribed();
    }

    @Override
    long endOfRest(ReadBuffer buffer) {
        if (hasBegun(buffer)) {
            throw FrameFormat.cutShort(frame());
        }
        return NONE;
    }

    private String frame() {
        return Framing.FRAMES.item(before + 1);
    }
}
