/**
 * What servers want to see of those who ask: credentials, S3 signatures and addresses,
 * certificates.
 */
@NullMarked
package io.mediarouter.vertx.entry;

import org.jspecify.annotations.NullMarked;
