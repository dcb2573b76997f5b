package io.mediarouter.farm;

import java.time.Instant;

/**
 * One proxy's word to the proxy that runs a task that the task is to give way.
 *
 * @param taskId which task
 * @param reason for whom, told in logs and states
 * @param at when it was said
 */
public record PreemptionNotice(String taskId, String reason, Instant at) {}
