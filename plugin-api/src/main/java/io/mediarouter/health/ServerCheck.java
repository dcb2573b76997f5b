package io.mediarouter.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy that checks a server says of it.
 *
 * @param serverId which server
 * @param up whether it passes
 * @param problem why it does not; null = it passed last time
 * @param at when it was last checked
 */
public record ServerCheck(String serverId, boolean up, @Nullable String problem, Instant at) {}
