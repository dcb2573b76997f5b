/**
 * Players of streams as far as the network sees them: what they ask for, when, and what they get.
 */
@NullMarked
package io.mediarouter.harness.scenario.watch;

import org.jspecify.annotations.NullMarked;
