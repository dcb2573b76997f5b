/**
 * A small farm inside the test's own process, each server scriptable, all spoken to over real HTTP.
 */
@NullMarked
package io.mediarouter.vertx.testfarm;

import org.jspecify.annotations.NullMarked;
