package ipckit.prodcons.demo;

/**
 * One step of a demonstration, in the order in which it happened in the buffer.
 *
 * @param step its number, from 1
 * @param who did it
 * @param event in one word, for programs
 * @param item the item's name, or empty
 * @param text what happened, to be read after {@code who}
 * @param changes whether the buffer looks different from the moment before
 * @param picture the buffer afterwards
 */
record TimelineEvent(
        long step,
        DemoWorker who,
        String event,
        String item,
        String text,
        boolean changes,
        DemoBufferState picture) {}
