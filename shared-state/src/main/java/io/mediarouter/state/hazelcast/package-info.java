/**
 * The shared state on a Hazelcast cluster: gossiped own rows, compare and set, cache index,
 * history.
 */
@NullMarked
package io.mediarouter.state.hazelcast;

import org.jspecify.annotations.NullMarked;
