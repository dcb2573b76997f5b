/** A user agent that takes the time of each answer. */
@NullMarked
package io.mediarouter.harness.client;

import org.jspecify.annotations.NullMarked;
