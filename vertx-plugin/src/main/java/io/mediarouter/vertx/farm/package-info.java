/** What this proxy knows of the farm, kept current: reports polled, tables followed, views made. */
@NullMarked
package io.mediarouter.vertx.farm;

import org.jspecify.annotations.NullMarked;
