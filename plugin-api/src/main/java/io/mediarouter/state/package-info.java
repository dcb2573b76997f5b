/** The shared state as ports: the tables that all proxies of a cluster read and write. */
@NullMarked
package io.mediarouter.state;

import org.jspecify.annotations.NullMarked;
