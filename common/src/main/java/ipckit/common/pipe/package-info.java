/**
 * Reads, writes, paces and stores the items of streams. An item in a block is called a record.
 *
 * <p>Types in reading order: {@link ipckit.common.pipe.Framing} (the way in which a stream
 * separates items), {@link ipckit.common.pipe.RunReader} and {@link ipckit.common.pipe.RunWriter}
 * (runs of complete items from and to a descriptor), {@link ipckit.common.pipe.BlockReader} and
 * {@link ipckit.common.pipe.RecordBlock} (blocks that are passed between threads), {@link
 * ipckit.common.pipe.RatePacer} (a steady rate), {@link ipckit.common.pipe.Spool} (bytes stored
 * until they may be written), {@link ipckit.common.pipe.KernelQueue} (POSIX message queues), {@link
 * ipckit.common.pipe.HangUp} (tests whether standard output is closed), {@link
 * ipckit.common.pipe.NonBlockingRetry} (descriptors that another process made non-blocking).
 *
 * <p>Bytes move in runs of many items between a descriptor and the memory where the items are used.
 * Items are not copied one by one. A failed write is reported as a full device, a closed reader, or
 * another failure.
 *
 * <p>This package may use {@code ipckit.common.os} and {@code ipckit.common.memory}.
 */
package ipckit.common.pipe;
