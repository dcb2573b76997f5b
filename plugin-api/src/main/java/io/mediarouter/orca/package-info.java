/** What servers say of their load and costs, in the terms of ORCA's {@code OrcaLoadReport}. */
@NullMarked
package io.mediarouter.orca;

import org.jspecify.annotations.NullMarked;
