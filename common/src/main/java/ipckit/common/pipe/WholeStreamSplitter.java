package ipckit.common.pipe;

/** Takes all there is as one item, also if it is nothing. */
final class WholeStreamSplitter extends ItemSplitter {
    WholeStreamSplitter(long maxItem) {
        super(Framing.WHOLE, maxItem);
    }

    @Override
    long cut(ReadBuffer buffer, long before) {
        if (buffer.end() - buffer.start() > maxItem()) {
            throw unusable("the input is longer than " + maxItem() + " bytes");
        }
        return NONE;
    }

    @Override
    long cutRest(ReadBuffer buffer, long before) {
        if (before > 0) {
            return NONE;
        }
        count = 1;
        return buffer.end();
    }
}
