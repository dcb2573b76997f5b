/**
 * One media request on its way: what it asks for, what was tried, and what it is told in the end.
 */
@NullMarked
package io.mediarouter.vertx.proxy.exchange;

import org.jspecify.annotations.NullMarked;
