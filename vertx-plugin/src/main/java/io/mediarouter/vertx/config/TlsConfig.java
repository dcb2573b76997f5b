package io.mediarouter.vertx.config;

import org.jspecify.annotations.Nullable;

/**
 * The files by which a listener speaks TLS; read again when they change.
 *
 * @param certificate PEM file with the certificate, and then those that it is signed by
 * @param key PEM file with its private key, not encrypted
 */
public record TlsConfig(String certificate, String key) {

  /** What a section says; null = nothing. */
  static @Nullable TlsConfig read(Section listener) {
    Section tls = listener.section("tls");
    return listener.has("tls")
        ? new TlsConfig(tls.text("certificate", ""), tls.text("key", ""))
        : null;
  }
}
