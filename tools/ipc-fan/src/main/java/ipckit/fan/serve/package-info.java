/**
 * The verb {@code serve}, whose workers answer the records of standard input. Each record goes to
 * one worker. If this worker dies before it answers, the record goes to another worker.
 *
 * <p>In reading order: {@link ipckit.fan.serve.ServeRecordsCommand} turns the options into a {@link
 * ipckit.fan.serve.ServePlan}. A {@link ipckit.fan.serve.WorkerPool} has several {@link
 * ipckit.fan.serve.PoolWorker}s; each {@code PoolWorker} runs one {@link
 * ipckit.fan.serve.WorkerProcess} after another. The {@link ipckit.fan.serve.RecordDispatcher}
 * gives records to workers. The dispatcher keeps queued records in a {@link
 * ipckit.fan.serve.RecordBacklog}, divides these records into {@link
 * ipckit.fan.serve.RecordBatch}es, and keeps a {@link ipckit.fan.serve.WorkerState} for each
 * worker. A {@link ipckit.fan.serve.FlowWindow} limits the unanswered records of a worker. An
 * {@link ipckit.fan.serve.AnswerOutput} writes the answers, with {@code --keep-order} in the order
 * of the records.
 *
 * <p>The input of the pool is a {@link ipckit.common.pipe.StoppableInput}. The first HUP, INT or
 * TERM stops the input, and the pool then ends as at any other end of its input.
 *
 * <table>
 *   <caption>The fate of records when the pool ends</caption>
 *   <tr><th>event</th><th>read, and not answered</th><th>not read</th></tr>
 *   <tr><td>the first signal reaches only this program</td>
 *       <td>all are answered, and so is a record that was read in part, if its rest arrives</td>
 *       <td>stay in the stream</td></tr>
 *   <tr><td>a worker ends after such a first signal</td>
 *       <td>another worker or a replacement answers them</td>
 *       <td>stay in the stream</td></tr>
 *   <tr><td>the first signal also reaches the workers, as with Ctrl-C</td>
 *       <td>workers that still run answer them; without such a worker, they are lost</td>
 *       <td>stay in the stream</td></tr>
 *   <tr><td>a second signal, the end of {@code --grace}, or a closed standard output</td>
 *       <td>lost: the workers get TERM, and after {@code --kill-after} KILL</td>
 *       <td>stay in the stream</td></tr>
 *   <tr><td>KILL of this program</td>
 *       <td>lost: the {@linkplain ipckit.common.process.ProcessTree watchdog} ends the workers</td>
 *       <td>stay in the stream</td></tr>
 * </table>
 *
 * <p>In all of these cases, no answer is written twice. A worker may have read a record that is
 * lost.
 *
 * <p>This package uses the packages {@code cli}, {@code pipe}, {@code memory} and {@code process}
 * of {@code ipckit.common}, and the packages {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.serve;
