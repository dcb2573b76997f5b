package io.mediarouter.vertx.store;

/** A rendition that no distribution server took. */
public final class NoStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoStoreException(String path) {
    super("no distribution server took " + path, null, false, false);
  }
}
