/**
 * The servers of the farm for operators: what is known of each, their breakers, changes,
 * registration.
 */
@NullMarked
package io.mediarouter.vertx.admin.servers;

import org.jspecify.annotations.NullMarked;
