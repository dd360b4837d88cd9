/**
 * Reads and writes streams of items. The package can also limit the rate of items, and store bytes
 * until they are written. The classes that read whole blocks of items call an item a record.
 *
 * <p>Types in reading order: {@link ipckit.common.pipe.Framing} (the way in which a stream is
 * divided into items), {@link ipckit.common.pipe.RunReader} and {@link
 * ipckit.common.pipe.RunWriter} (read and write runs, which are sequences of complete items),
 * {@link ipckit.common.pipe.FrameFormat} and {@link ipckit.common.pipe.FrameMetadata} (the frames
 * that all programs exchange), {@link ipckit.common.pipe.BlockReader} and {@link
 * ipckit.common.pipe.RecordBlock} (blocks that are passed between threads), {@link
 * ipckit.common.pipe.StoppableInput} (an input stream that another thread can stop), {@link
 * ipckit.common.pipe.RatePacer} (a steady rate), {@link ipckit.common.pipe.Spool} (stores bytes
 * until they are written), {@link ipckit.common.pipe.HangUp} (tests whether the reader of standard
 * output has closed the pipe), {@link ipckit.common.pipe.OutputBacklog} (the bytes in the pipe at
 * standard output that no process has read yet), {@link ipckit.common.pipe.NonBlockingRetry} (waits
 * between attempts on a descriptor that another process made non-blocking).
 *
 * <p>The package {@link ipckit.common.pipe.kernel} contains the message queues and sockets of the
 * kernel.
 *
 * <p>For speed, most reads and writes transfer a run of many items at once. If a write fails, the
 * category of the exception shows whether the device is full, the reader has closed the stream, or
 * another failure has occurred.
 *
 * <p>This package may use {@code ipckit.common.os} and {@code ipckit.common.memory}.
 */
package ipckit.common.pipe;
