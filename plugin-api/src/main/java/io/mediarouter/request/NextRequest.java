package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;

/**
 * A request that a player announces for later.
 *
 * @param asset which asset; whether an origin has it, is for others to say
 * @param rendition in which form
 */
public record NextRequest(AssetId asset, RenditionRequest rendition) {}
