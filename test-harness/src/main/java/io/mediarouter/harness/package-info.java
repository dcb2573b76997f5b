/**
 * The harness, by its doors: a {@code farm} of reference servers, {@code scenario} runs farms and
 * proxies as processes, the {@code simulator} plays farms in virtual time, {@code bench} measures,
 * {@code contract} checks servers of others, {@code demo} shows, {@code command} is the command
 * line. Nothing of it is part of the product.
 */
@NullMarked
package io.mediarouter.harness;

import org.jspecify.annotations.NullMarked;
