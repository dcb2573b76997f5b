/**
 * The farm as a proxy sees it: servers, what they report, the tasks they run, and the load that
 * follows.
 */
@NullMarked
package io.mediarouter.farm;

import org.jspecify.annotations.NullMarked;
