/**
 * Batch jobs for operators: how they are ordered, listed and followed, and whom their end is told.
 */
@NullMarked
package io.mediarouter.vertx.admin.jobs;

import org.jspecify.annotations.NullMarked;
