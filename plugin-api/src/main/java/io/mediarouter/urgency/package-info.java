/** How urgent a request is by what it declares, as far as its sender is trusted. */
@NullMarked
package io.mediarouter.urgency;

import org.jspecify.annotations.NullMarked;
