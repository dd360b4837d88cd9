/**
 * Calls the operating system. Only this package calls C functions, and its public methods take and
 * return Java types. No other package uses the linker of {@code java.lang.foreign}, method handles
 * of C functions, errno or {@code sun.misc.Signal}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.common.os.LibraryCall} is the only class that uses the linker. {@link
 *       ipckit.common.os.CallShapes} calls a {@link ipckit.common.os.LibraryFunction}, and {@link
 *       ipckit.common.os.Libc} turns errno into an {@link ipckit.common.IpcException}.
 *   <li>Files: {@link ipckit.common.os.FileDescriptors}, {@link ipckit.common.os.FileAllocation},
 *       {@link ipckit.common.os.UnnamedFile}, {@link ipckit.common.os.InheritedFile}, {@link
 *       ipckit.common.os.ListedLock}.
 *   <li>Pipes: {@link ipckit.common.os.PipeEnd}, {@link ipckit.common.os.NamedPipe}, {@link
 *       ipckit.common.os.Poll}.
 *   <li>Memory: {@link ipckit.common.os.Futex} and {@link ipckit.common.os.Membarrier} (both by
 *       {@link ipckit.common.os.SystemCall}), {@link ipckit.common.os.MemoryMap}, {@link
 *       ipckit.common.os.MemoryFaults}.
 *   <li>The kernel's own objects: {@link ipckit.common.os.SystemVSharedMemory}, {@link
 *       ipckit.common.os.PosixMessageQueue}, {@link ipckit.common.os.PosixMessageQueueLimits},
 *       {@link ipckit.common.os.SystemVMessageQueue}, {@link
 *       ipckit.common.os.SystemVMessageQueueLimits}.
 *   <li>Starting programs: {@link ipckit.common.os.PosixSpawn} in a child process, {@link
 *       ipckit.common.os.ProgramReplacement} in this process. Both use {@link
 *       ipckit.common.os.ExecutableSearch} (the search on PATH), {@link
 *       ipckit.common.os.ProcessEnvironment} (variables) and {@link
 *       ipckit.common.os.InheritableDescriptors} (open files).
 *   <li>News for a service manager: {@link ipckit.common.os.NotificationSocket}, {@link
 *       ipckit.common.os.NotificationDescriptor}.
 *   <li>Processes: {@link ipckit.common.os.WaitCalls}, {@link ipckit.common.os.BlockingCall},
 *       {@link ipckit.common.os.Signals}, {@link ipckit.common.os.TerminalControl}, {@link
 *       ipckit.common.os.ProcessId}, {@link ipckit.common.os.ProcessStat}.
 *   <li>This process: {@link ipckit.common.os.Credentials}, {@link
 *       ipckit.common.os.WorkingDirectory}.
 * </ul>
 *
 * <p>The first use of {@code LibraryCall} delays the start of a program by some milliseconds.
 * Therefore each class keeps its functions in a nested class {@code Call}, which Java initializes
 * at the first call. A command without native calls never uses {@code LibraryCall}.
 *
 * <p>This package uses only the package {@code ipckit.common}. It has more than 25 types, because
 * each type covers one group of system calls. A division into several packages would make {@code
 * Libc} and {@code CallShapes} public.
 */
package ipckit.common.os;
