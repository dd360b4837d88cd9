/**
 * The verb {@code serve}: has each record of standard input answered by one of several workers, and
 * each record once, whichever workers die.
 *
 * <p>In reading order: {@link ipckit.fan.serve.ServeRecordsCommand} turns the options into a {@link
 * ipckit.fan.serve.ServePlan}. A {@link ipckit.fan.serve.WorkerPool} has several {@link
 * ipckit.fan.serve.PoolWorker}s; each is one {@link ipckit.fan.serve.WorkerProcess} after another.
 * The {@link ipckit.fan.serve.RecordDispatcher} knows which worker has which records: it divides
 * the input into {@link ipckit.fan.serve.RecordBatch}es, keeps a {@link
 * ipckit.fan.serve.WorkerState} for each worker, and limits its unanswered records by a {@link
 * ipckit.fan.serve.FlowWindow}. Answers go to an {@link ipckit.fan.serve.AnswerSink}, with {@code
 * --keep-order} to {@link ipckit.fan.serve.OrderedAnswers}.
 *
 * <p>Uses the rooms {@code cli}, {@code pipe}, {@code memory} and {@code process}, and the packages
 * {@link ipckit.fan.pool} and {@link ipckit.fan.output}.
 */
package ipckit.fan.serve;
