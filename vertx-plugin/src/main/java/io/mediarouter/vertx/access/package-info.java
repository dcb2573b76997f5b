/** The access log: one line of JSON for each media request. */
@NullMarked
package io.mediarouter.vertx.access;

import org.jspecify.annotations.NullMarked;
