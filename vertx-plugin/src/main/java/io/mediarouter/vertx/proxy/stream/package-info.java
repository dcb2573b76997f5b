/** Requests for streams, as those for the renditions that their parts are. */
@NullMarked
package io.mediarouter.vertx.proxy.stream;

import org.jspecify.annotations.NullMarked;
