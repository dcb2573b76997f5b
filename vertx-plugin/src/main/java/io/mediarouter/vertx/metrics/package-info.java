/** What a running proxy tells a meter registry of itself. */
@NullMarked
package io.mediarouter.vertx.metrics;

import org.jspecify.annotations.NullMarked;
