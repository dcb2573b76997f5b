/** Subcommands of our jars as child processes: started, addressed, stopped, frozen and killed. */
@NullMarked
package io.mediarouter.harness.process;

import org.jspecify.annotations.NullMarked;
