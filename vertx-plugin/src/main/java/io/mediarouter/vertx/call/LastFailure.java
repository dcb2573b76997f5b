package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import java.time.Instant;

/**
 * The last failure of a server.
 *
 * @param at when
 * @param work what it was asked for
 * @param words what went wrong
 */
public record LastFailure(Instant at, Work work, String words) {}
