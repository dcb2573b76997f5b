package io.mediarouter.vertx.proxy;

import io.mediarouter.vertx.farm.BackEnd;

/**
 * Where an answer can be had.
 *
 * @param path where it lies, relative to the server's URL, percent-encoded
 */
record Target(BackEnd server, String path) {
  String id() {
    return server.server().id();
  }
}
