/** How proxies work with what they share: rows written and followed, servers divided up. */
@NullMarked
package io.mediarouter.vertx.shared;

import org.jspecify.annotations.NullMarked;
