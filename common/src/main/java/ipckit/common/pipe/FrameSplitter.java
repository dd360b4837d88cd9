package ipckit.common.pipe;

import ipckit.common.memory.ByteScan;

/** Splits a stream in which each item is preceded by its length. */
final class FrameSplitter extends ItemSplitter {
    private static final int PREFIX = Framing.FRAMES.format().prefix();

    FrameSplitter(long maxItem, long preferred) {
        super(Framing.FRAMES, maxItem, preferred);
    }

    @Override
    long endOfRun(ReadBuffer buffer) {
        long start = buffer.start();
        long available = buffer.end();
        long at = start;
        count = 0;
        while (available - at >= PREFIX) {
            long length = Integer.toUnsignedLong(ByteScan.getIntBigEndian(buffer.bytes(), at));
            if (length > maxItem) {
                if (at == start) {
                    throw tooLong();
                }
                break;
            }
            long end = at + PREFIX + length;
            if (end > available || end - start > preferred && at > start) {
                break;
            }
            at = end;
            count++;
        }
        return at > start ? at : NONE;
    }

    @Override
    long endOfRest(ReadBuffer buffer) {
        if (buffer.start() < buffer.end()) {
            throw unusable(Framing.FRAMES.item(before + 1) + " is cut short");
        }
        return NONE;
    }
}
