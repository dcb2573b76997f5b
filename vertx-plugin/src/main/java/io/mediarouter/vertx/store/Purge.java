package io.mediarouter.vertx.store;

import java.util.List;

/**
 * The result of a purge.
 *
 * @param assets how many assets were looked at
 * @param renditions how many renditions were meant
 * @param bytes of all copies that were meant
 * @param found the first of them, as they were before
 */
public record Purge(long assets, long renditions, long bytes, List<FoundRendition> found) {}
