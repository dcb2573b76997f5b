/**
 * What the proxies make of each other's experience with a server: opinions, ejection by agreement,
 * active checks, and media that no server can make.
 */
@NullMarked
package io.mediarouter.health;

import org.jspecify.annotations.NullMarked;
