package ipckit.prodcons.demo;

/**
 * One event of a demonstration, in the order in which the events happened in the buffer.
 *
 * @param step the number of the event, from 1
 * @param worker the worker that caused the event
 * @param kind the kind of the event, as one word for programs
 * @param item the item's name; empty when the event concerns no item
 * @param text the event, as a predicate whose subject is the worker
 * @param state the state of the buffer after the event
 */
record TimelineEvent(
        long step,
        DemoWorker worker,
        String kind,
        String item,
        String text,
        DemoBufferState state) {}
