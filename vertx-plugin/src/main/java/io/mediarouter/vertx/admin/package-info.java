/** The operators' interface: who gets in, what lies where, and what tells of the proxy itself. */
@NullMarked
package io.mediarouter.vertx.admin;

import org.jspecify.annotations.NullMarked;
