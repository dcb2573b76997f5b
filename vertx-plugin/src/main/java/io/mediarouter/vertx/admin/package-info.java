/** The operators' interface: HTTP resources for batch jobs, servers, tasks and assets. */
@NullMarked
package io.mediarouter.vertx.admin;

import org.jspecify.annotations.NullMarked;
