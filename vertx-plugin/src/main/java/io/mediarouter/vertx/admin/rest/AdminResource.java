package io.mediarouter.vertx.admin.rest;

/** A resource of the operators' interface, which knows its paths and what can be done there. */
@FunctionalInterface
public interface AdminResource {
  /** Adds its paths, each with what answers there. */
  void addTo(AdminRoutes routes);
}
