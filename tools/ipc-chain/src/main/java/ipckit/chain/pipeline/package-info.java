/**
 * The verb {@code ipc-chain pipe}, which runs a pipeline and supervises its stages.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.chain.pipeline.PipelineCommand} declares the options.
 *   <li>{@link ipckit.chain.pipeline.Pipeline} starts the stages and waits for them. {@link
 *       ipckit.chain.pipeline.PipelineStage} is one command of the pipeline, and {@link
 *       ipckit.chain.pipeline.AcceptedStatuses} are exit statuses that count as success of a stage.
 *   <li>{@link ipckit.chain.pipeline.FirstStage} ends the first stage when a signal asks this
 *       program to end. In a daemon, {@link ipckit.chain.pipeline.FirstStageInput} copies the input
 *       to the first stage until such a signal arrives.
 *   <li>{@link ipckit.chain.pipeline.Connection} joins a stage to the next one; {@link
 *       ipckit.chain.pipeline.ConnectionKind} lists the kinds of connections. {@link
 *       ipckit.chain.pipeline.NamedPipeDirectory} contains the named pipes of {@code --via fifo}.
 *   <li>{@link ipckit.chain.pipeline.StageBuffer} is the bounded buffer of {@code --via buffer}.
 *       {@link ipckit.chain.pipeline.StageOutputReader} fills the buffer and {@link
 *       ipckit.chain.pipeline.StageInputWriter} empties it. A {@link
 *       ipckit.chain.pipeline.ByteSink} is the destination of a stage's output: a buffer or
 *       standard output.
 *   <li>{@link ipckit.chain.pipeline.RestartableStage} restarts a stage after a crash ({@code
 *       --restart}). {@link ipckit.chain.pipeline.StageLineReader} acknowledges one input line for
 *       each output line.
 *   <li>{@link ipckit.chain.pipeline.StageMetrics} counts bytes and times of a stage, and {@link
 *       ipckit.chain.pipeline.PipelineStatistics} prints them ({@code --stats}).
 * </ul>
 *
 * <table>
 *   <caption>How a pipeline ends</caption>
 *   <tr><th>event</th><th>first stage</th><th>later stages</th></tr>
 *   <tr><td>the first signal reaches only this program</td>
 *       <td>gets the signal, and counts as successful; when the stage has ended, this program ends
 *           the processes that the stage has started</td>
 *       <td>read the rest of their input and the end of file, and finish</td></tr>
 *   <tr><td>the first signal reaches a daemon that has copied input to the first stage</td>
 *       <td>reads all lines that the daemon has read, then the end of file, and finishes</td>
 *       <td>read the rest of their input and the end of file, and finish</td></tr>
 *   <tr><td>the first signal also reaches the stages, as with Ctrl-C</td>
 *       <td>ends by the signal, or finishes; counts as successful</td>
 *       <td>end by the signal, or finish; count as successful</td></tr>
 *   <tr><td>a later stage crashes after the first signal</td>
 *       <td>ends as without the crash, or by SIGPIPE</td>
 *       <td>the stage fails and is not restarted; the others finish</td></tr>
 *   <tr><td>a second signal, the time limit of {@code --grace}, or a closed standard output</td>
 *       <td colspan="2">all stages get TERM, and after {@code --kill-after} KILL</td></tr>
 *   <tr><td>KILL of this program</td>
 *       <td colspan="2">the {@linkplain ipckit.common.process.ProcessTree watchdog} ends all stages
 *       </td></tr>
 * </table>
 *
 * <p>This package may use {@code chain.supervision} and the packages {@code process}, {@code pipe},
 * {@code naming}, {@code daemon} and {@code cli} of {@code ipckit.common}.
 */
package ipckit.chain.pipeline;
