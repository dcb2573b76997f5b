/** What servers want to see of those who ask them: credentials, signatures and certificates. */
@NullMarked
package io.mediarouter.vertx.entry;

import org.jspecify.annotations.NullMarked;
