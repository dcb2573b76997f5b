/**
 * Streams: how a source is cut into segments on one grid, which forms of it a player may choose
 * from, what playlists and manifests say of them, and how many segments are made in one go.
 */
@NullMarked
package io.mediarouter.stream;

import org.jspecify.annotations.NullMarked;
