/**
 * What the resources of the operators' interface have in common: what they work on, their paths,
 * bodies, parameters, answers.
 */
@NullMarked
package io.mediarouter.vertx.admin.rest;

import org.jspecify.annotations.NullMarked;
