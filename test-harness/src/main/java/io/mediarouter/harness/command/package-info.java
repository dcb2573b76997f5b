/**
 * The subcommands of the harness that run one server of the farm each, or make the sample media.
 */
@NullMarked
package io.mediarouter.harness.command;

import org.jspecify.annotations.NullMarked;
