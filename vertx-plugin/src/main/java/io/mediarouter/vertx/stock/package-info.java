/** The comparison of what distribution servers hold with what is known of it. */
@NullMarked
package io.mediarouter.vertx.stock;

import org.jspecify.annotations.NullMarked;
