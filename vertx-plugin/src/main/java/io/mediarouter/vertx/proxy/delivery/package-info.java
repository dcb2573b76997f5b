/** The ways in which a decision is carried out: stored, original, and made on demand. */
@NullMarked
package io.mediarouter.vertx.proxy.delivery;

import org.jspecify.annotations.NullMarked;
