package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;

/** The bytes of one source: an asset whose bytes changed is another one. */
record VersionedSource(AssetId asset, String version) {}
