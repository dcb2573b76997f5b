/** Subcommands of our jars as child processes: started, addressed, stopped, frozen and killed. */
@NullMarked
package io.mediarouter.harness.scenario.process;

import org.jspecify.annotations.NullMarked;
