package ipckit.prodcons.demo;

/**
 * One event of a demonstration, in the order in which the events happened in the buffer.
 *
 * @param step its number, from 1
 * @param worker the worker that caused it
 * @param kind what happened, as one word for programs
 * @param item the item's name, or empty
 * @param text what happened, as a predicate whose subject is the worker
 * @param state the buffer afterwards
 */
record TimelineEvent(
        long step,
        DemoWorker worker,
        String kind,
        String item,
        String text,
        DemoBufferState state) {}
