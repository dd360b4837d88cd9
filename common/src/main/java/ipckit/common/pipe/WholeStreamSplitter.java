package ipckit.common.pipe;

import ipckit.common.CountedNoun;

/** Treats the complete stream as one item. An empty stream is one empty item. */
final class WholeStreamSplitter extends ItemSplitter {
    WholeStreamSplitter(long maxItem, long preferred) {
        super(Framing.WHOLE, maxItem, preferred);
    }

    @Override
    long endOfRun(ReadBuffer buffer) {
        if (buffer.end() - buffer.start() > maxItem) {
            throw unusable("the input is longer than " + CountedNoun.of(maxItem, "byte"));
        }
        return NONE;
    }

    @Override
    long endOfRest(ReadBuffer buffer) {
        if (before > 0) {
            return NONE;
        }
        count = 1;
        return buffer.end();
    }
}
