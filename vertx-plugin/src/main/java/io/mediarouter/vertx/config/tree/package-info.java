/**
 * What is written as a configuration: trees of YAML or JSON in which every value knows its place,
 * and the mistakes in them.
 */
@NullMarked
package io.mediarouter.vertx.config.tree;

import org.jspecify.annotations.NullMarked;
