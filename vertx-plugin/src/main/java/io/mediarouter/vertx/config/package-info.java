/** The configuration: one YAML file or JSON object, checked against a schema, as records. */
@NullMarked
package io.mediarouter.vertx.config;

import org.jspecify.annotations.NullMarked;
