/**
 * The file server and its verbs {@code file}. The file server keeps files on the blocks of a disk
 * that it reaches only by messages to the driver, the service that reads and writes the disk.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.files.FileService} is the service, and lists its requests.
 *       {@link ipckit.mq.microkernel.files.DriverBlocks} sends requests to the driver.
 *   <li>{@link ipckit.mq.microkernel.files.FileVerbs} lists the verbs: {@link
 *       ipckit.mq.microkernel.files.WriteFileCommand}, {@link
 *       ipckit.mq.microkernel.files.ReadFileCommand}, {@link
 *       ipckit.mq.microkernel.files.ListFilesCommand} and {@link
 *       ipckit.mq.microkernel.files.RemoveFilesCommand}. {@link
 *       ipckit.mq.microkernel.files.FileNameConverter} checks names on the command line.
 *   <li>{@link ipckit.mq.microkernel.files.FileClient} sends requests to the file server. {@link
 *       ipckit.mq.microkernel.files.FileReading} reads a whole file, although another client may
 *       replace it. {@link ipckit.mq.microkernel.files.IncompleteFile} is a file that a client
 *       writes.
 * </ul>
 *
 * <p>The package {@code store} is the format of the disk.
 *
 * <h2>What a death leaves</h2>
 *
 * <p>If the process of the file server dies, the next one mounts the disk, and gets the requests
 * without a reply again. If the process of the driver dies, the file server waits until the next
 * driver has handled its request.
 *
 * <p>If HUP, INT or TERM ends {@code file write}, it removes its temporary file. After another
 * death, for example by KILL, the temporary file remains. The name of a temporary file begins with
 * a dot, and {@code file ls} does not show it. The file server removes a temporary file that was
 * not written for an hour. It looks for such files when it starts, before it creates a file, and
 * when the disk is full. Therefore {@code file write} fails if its input pauses for more than an
 * hour.
 *
 * <p>This package uses the packages {@code files.store}, {@code server}, {@code client}, {@code
 * wire} and {@code common}.
 */
package ipckit.mq.microkernel.files;
