/**
 * The front door: what is done with each request before it is told whether it is for media, on a
 * server of ours or of a host.
 */
@NullMarked
package io.mediarouter.vertx.door;

import org.jspecify.annotations.NullMarked;
