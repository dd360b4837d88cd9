/**
 * Reads and writes the items of streams, limits their rate, and stores them until they are written.
 * The classes that read whole blocks of items call an item a record.
 *
 * <p>Types in reading order: {@link ipckit.common.pipe.Framing} (the way in which a stream is
 * divided into items), {@link ipckit.common.pipe.RunReader} and {@link
 * ipckit.common.pipe.RunWriter} (read and write runs, which are sequences of complete items),
 * {@link ipckit.common.pipe.BlockReader} and {@link ipckit.common.pipe.RecordBlock} (blocks that
 * are passed between threads), {@link ipckit.common.pipe.RatePacer} (a steady rate), {@link
 * ipckit.common.pipe.Spool} (bytes that are written later), {@link ipckit.common.pipe.KernelQueue}
 * (POSIX message queues), {@link ipckit.common.pipe.HangUp} (detects that the reader of standard
 * output has closed it), {@link ipckit.common.pipe.NonBlockingRetry} (repeats attempts on a
 * descriptor that another process made non-blocking).
 *
 * <p>For speed, most reads and writes transfer a run of many items at once, and not single items.
 * If a write fails, the category of the exception shows whether the device is full, the reader has
 * closed the stream, or another failure has occurred.
 *
 * <p>This package may use {@code ipckit.common.os} and {@code ipckit.common.memory}.
 */
package ipckit.common.pipe;
