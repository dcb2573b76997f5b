/** The servers of the farm, and how they are asked: addresses, connections, answers, failures. */
@NullMarked
package io.mediarouter.vertx.farm;

import org.jspecify.annotations.NullMarked;
