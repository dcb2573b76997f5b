/** Speculative batch work: what is asked for, what is made before it is, and whether that pays. */
@NullMarked
package io.mediarouter.vertx.speculation;

import org.jspecify.annotations.NullMarked;
