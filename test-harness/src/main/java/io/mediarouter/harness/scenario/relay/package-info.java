/** Links between processes that a scenario can cut. */
@NullMarked
package io.mediarouter.harness.scenario.relay;

import org.jspecify.annotations.NullMarked;
