package io.mediarouter.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The word of the proxy that checks a server about it.
 *
 * @param serverId which server
 * @param up whether it passes
 * @param problem why it does not; null = it passed last time
 * @param at when it was last checked
 */
public record ServerCheck(String serverId, boolean up, @Nullable String problem, Instant at) {}
