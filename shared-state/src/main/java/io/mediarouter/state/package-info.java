/** The tables that all proxies of a cluster share. */
@NullMarked
package io.mediarouter.state;

import org.jspecify.annotations.NullMarked;
