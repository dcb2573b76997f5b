/** The language of S3 stores: signatures, addresses and answers. */
@NullMarked
package io.mediarouter.vertx.s3;

import org.jspecify.annotations.NullMarked;
