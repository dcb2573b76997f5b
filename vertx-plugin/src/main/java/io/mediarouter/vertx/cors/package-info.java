/** What pages of other sites may do with media (CORS). */
@NullMarked
package io.mediarouter.vertx.cors;

import org.jspecify.annotations.NullMarked;
