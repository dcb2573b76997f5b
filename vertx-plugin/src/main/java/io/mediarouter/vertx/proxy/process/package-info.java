/** The course of a request: decided, waited for, delivered, and decided anew where that failed. */
@NullMarked
package io.mediarouter.vertx.proxy.process;

import org.jspecify.annotations.NullMarked;
