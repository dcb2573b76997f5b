/** The fields of HTTP by which media is asked for and answered: ranges, conditions, statuses. */
@NullMarked
package io.mediarouter.vertx.proxy.fields;

import org.jspecify.annotations.NullMarked;
