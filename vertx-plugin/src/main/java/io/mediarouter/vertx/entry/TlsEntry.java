package io.mediarouter.vertx.entry;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import org.jspecify.annotations.Nullable;

/**
 * The TLS that is spoken with one server; all in PEM.
 *
 * @param trust the authorities that its certificate has to be signed by; null = those of the JDK
 * @param certificate what this proxy shows, and then what that is signed by; null = nothing
 * @param key its private key; null only without a certificate
 */
public record TlsEntry(@Nullable Buffer trust, @Nullable Buffer certificate, @Nullable Buffer key) {

  /** The same for a client; the server's name has to be in its certificate. */
  public ClientSSLOptions options() {
    var options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    if (trust != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(trust));
    }
    if (certificate != null && key != null) {
      options.setKeyCertOptions(new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key));
    }
    return options;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsEntry[trust=" + (trust != null) + ", certificate=" + (certificate != null) + "]";
  }
}
