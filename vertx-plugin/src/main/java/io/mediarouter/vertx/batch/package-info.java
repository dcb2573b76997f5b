/** Batch jobs: the queue that all proxies share, and each proxy's part in working it off. */
@NullMarked
package io.mediarouter.vertx.batch;

import org.jspecify.annotations.NullMarked;
