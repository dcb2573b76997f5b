/** The publishing planner: which of the publishing options serves a media request best now. */
@NullMarked
package io.mediarouter.plan;

import org.jspecify.annotations.NullMarked;
