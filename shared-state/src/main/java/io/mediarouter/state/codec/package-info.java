/**
 * The one form of the records that proxies share: JSON, by the names of their components. It is the
 * same in the cluster, in a store and in the log of decisions.
 */
@NullMarked
package io.mediarouter.state.codec;

import org.jspecify.annotations.NullMarked;
