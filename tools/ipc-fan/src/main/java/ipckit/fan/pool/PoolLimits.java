package ipckit.fan.pool;

import java.time.Duration;

/**
 * The values of the options that all pools have.
 *
 * @param jobs how many commands run at the same time, at most
 * @param grace the time between TERM and KILL when a process is ended
 * @param exit the rule for the exit status of the pool
 */
public record PoolLimits(int jobs, Duration grace, FanExitRule exit) {}
