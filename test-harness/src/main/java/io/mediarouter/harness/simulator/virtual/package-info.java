/**
 * A farm in virtual time: servers that share their cores, proxies that see it late, and a policy.
 */
@NullMarked
package io.mediarouter.harness.simulator.virtual;

import org.jspecify.annotations.NullMarked;
