/** What is stored, for operators: renditions, sources, and the taking of stock. */
@NullMarked
package io.mediarouter.vertx.admin.stored;

import org.jspecify.annotations.NullMarked;
