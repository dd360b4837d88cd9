/**
 * The verb {@code ipc-chain pipe}, which runs a pipeline and supervises its stages.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.chain.pipeline.PipelineCommand} declares the options.
 *   <li>{@link ipckit.chain.pipeline.Pipeline} starts the stages and waits for them. {@link
 *       ipckit.chain.pipeline.PipelineStage} is one command of the pipeline, and {@link
 *       ipckit.chain.pipeline.AcceptedStatuses} are exit statuses that are no failure of a stage.
 *   <li>{@link ipckit.chain.pipeline.Connection} joins a stage to the next one; {@link
 *       ipckit.chain.pipeline.ConnectionKind} lists the kinds of connections. {@link
 *       ipckit.chain.pipeline.NamedPipeDirectory} holds the named pipes of {@code --via fifo}.
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
 * <p>This package may use {@code chain.supervision} and the packages {@code process}, {@code pipe},
 * {@code naming} and {@code cli} of {@code ipckit.common}.
 */
package ipckit.chain.pipeline;
