package io.mediarouter.select;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.Server;

/**
 * A server in a decision's order of preference.
 *
 * @param server which
 * @param estimate what the task would be there
 * @param score what the choice costs; lower is better
 */
public record Candidate(Server server, TaskEstimate estimate, double score) {}
