/** Popularity: what is asked for most, counted by each proxy and summed over the cluster. */
@NullMarked
package io.mediarouter.popularity;

import org.jspecify.annotations.NullMarked;
