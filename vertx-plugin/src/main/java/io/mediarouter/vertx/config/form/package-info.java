/**
 * How values are written under the keys of a configuration: of each type its form, of which reader,
 * schema and documentation are made.
 */
@NullMarked
package io.mediarouter.vertx.config.form;

import org.jspecify.annotations.NullMarked;
