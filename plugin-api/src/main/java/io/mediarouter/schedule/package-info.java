/** The batch scheduler: when batch work may run, on what, in which turn, and what gives way. */
@NullMarked
package io.mediarouter.schedule;

import org.jspecify.annotations.NullMarked;
