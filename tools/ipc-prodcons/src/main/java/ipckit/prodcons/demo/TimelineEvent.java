package ipckit.prodcons.demo;

/**
 * One event of a demonstration.
 *
 * @param step the number of the event, from 1
 * @param worker the worker that caused the event
 * @param kind the kind of the event, as the word that the JSON output contains
 * @param item the item's name; empty when the event concerns no item
 * @param text the action of the worker, as a sentence without its subject, for example {@code takes
 *     item 1.3 from slot 2}
 * @param state the state of the buffer after the event
 */
record TimelineEvent(
        long step,
        DemoWorker worker,
        String kind,
        String item,
        String text,
        DemoBufferState state) {}
