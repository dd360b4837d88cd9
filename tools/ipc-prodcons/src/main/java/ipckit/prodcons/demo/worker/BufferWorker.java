package ipckit.prodcons.demo.worker;

/**
 * A producer or a consumer of one kind of buffer. Only the worker's main thread may call the
 * methods.
 */
sealed interface BufferWorker permits RingWorker, TextbookWorker {
    /**
     * Puts items into the buffer.
     *
     * @param number the number of this producer, from 1
     * @param items the number of items to put
     */
    void produce(int number, int items);

    /** Consumes items until all producers have ended and the buffer is empty. */
    void consume();
}
