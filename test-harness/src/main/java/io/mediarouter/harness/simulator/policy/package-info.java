/** Rules for choosing a server: ours, and published ones to compare it with. */
@NullMarked
package io.mediarouter.harness.simulator.policy;

import org.jspecify.annotations.NullMarked;
