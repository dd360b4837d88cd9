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
 * <p>This package uses the packages {@code cli}, {@code pipe}, {@code memory} and {@code process}
 * of {@code ipckit.common}, and the packages {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.serve;
