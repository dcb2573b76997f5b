/** One making of each output in the whole cluster: the lease on it, and its bytes for the peers. */
@org.jspecify.annotations.NullMarked
package io.mediarouter.vertx.flight;
