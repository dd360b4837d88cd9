/**
 * The verb {@code serve}, which has each record of standard input answered by one of several
 * workers. Each record is answered exactly once, whichever workers die.
 *
 * <p>In reading order: {@link ipckit.fan.serve.ServeRecordsCommand} turns the options into a {@link
 * ipckit.fan.serve.ServePlan}. A {@link ipckit.fan.serve.WorkerPool} has several {@link
 * ipckit.fan.serve.PoolWorker}s; each {@code PoolWorker} runs one {@link
 * ipckit.fan.serve.WorkerProcess} after another. The {@link ipckit.fan.serve.RecordDispatcher}
 * keeps track of each worker's records: it divides the input into {@link
 * ipckit.fan.serve.RecordBatch}es, keeps a {@link ipckit.fan.serve.WorkerState} for each worker,
 * and limits the worker's unanswered records by a {@link ipckit.fan.serve.FlowWindow}. Answers are
 * written by an {@link ipckit.fan.serve.AnswerSink}; with {@code --keep-order} the sink is an
 * {@link ipckit.fan.serve.OrderedAnswers}.
 *
 * <p>This package uses the rooms {@code cli}, {@code pipe}, {@code memory} and {@code process}, and
 * the packages {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.serve;
