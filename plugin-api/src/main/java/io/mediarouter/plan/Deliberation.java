package io.mediarouter.plan;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.MediaRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision depends on.
 *
 * @param request what is asked for
 * @param policy what may be done to serve it
 * @param rendition that, completed for the source; null = the original
 * @param entry what is known of the asset
 * @param farm what is known of the servers
 * @param joinable whether this proxy is making the rendition already, so that the client can join
 * @param excluded servers that this request has already tried in vain
 * @param waited how long it has waited for capacity already
 * @param now the present
 * @param random the only source of chance
 */
public record Deliberation(
    MediaRequest request,
    PublishingPolicy policy,
    @Nullable Rendition rendition,
    AssetEntry entry,
    FarmView farm,
    boolean joinable,
    Set<String> excluded,
    Duration waited,
    Instant now,
    RandomGenerator random) {

  /** Whether a server may still be tried. */
  boolean isOpen(String serverId) {
    return excluded.isEmpty() || !excluded.contains(serverId);
  }
}
